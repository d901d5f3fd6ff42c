using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>A request to use a key. The evaluator derives no condition keys from the principal: the context must have all of them.</summary>
public sealed record AccessRequest
{
    /// <summary>
    /// A role, user, root or assumed-role session (ARN), an account ID, a service (<c>ec2.amazonaws.com</c>), or <c>anonymous</c>.
    /// </summary>
    public required string Principal { get; init; }

    /// <summary>The action, such as <c>kms:Decrypt</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The condition keys that are present, with their values. Build it with <see cref="StringComparer.OrdinalIgnoreCase"/>.</summary>
    public FrozenDictionary<string, ImmutableArray<string>> Context { get; init; } = FrozenDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The condition keys that may be present or absent, with any value. Not case-sensitive. All other keys are absent.</summary>
    public FrozenSet<string> Unknown { get; init; } = FrozenSet<string>.Empty;
}
