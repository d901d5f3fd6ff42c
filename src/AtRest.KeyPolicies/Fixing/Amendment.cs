using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>A change that a repair proposes.</summary>
/// <param name="Text">The whole policy, changed.</param>
/// <param name="Changes">What was changed, a sentence each.</param>
internal sealed record Amendment(string Text, ImmutableArray<string> Changes);
