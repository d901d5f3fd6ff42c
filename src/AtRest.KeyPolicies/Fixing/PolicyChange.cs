using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>A change to a policy that a repair proposes.</summary>
/// <param name="Text">The text of the whole changed policy.</param>
/// <param name="Changes">A sentence for each change.</param>
internal sealed record PolicyChange(string Text, ImmutableArray<string> Changes);
