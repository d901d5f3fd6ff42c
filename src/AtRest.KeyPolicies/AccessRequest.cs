using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>A request to use a key, as the evaluator sees it. Nothing is derived from the principal: the context says all.</summary>
public sealed record AccessRequest
{
    /// <summary>
    /// A role, user, root or assumed-role session (ARN), an account id, a service (<c>ec2.amazonaws.com</c>), or <c>anonymous</c>.
    /// </summary>
    public required string Principal { get; init; }

    /// <summary>Such as <c>kms:Decrypt</c>.</summary>
    public required string Action { get; init; }

    /// <summary>Condition keys that are present, with their values. Build it with <see cref="StringComparer.OrdinalIgnoreCase"/>.</summary>
    public FrozenDictionary<string, ImmutableArray<string>> Context { get; init; } = FrozenDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>Condition keys about which nothing is known: present or absent, with any value. Case-insensitive. All other keys are absent.</summary>
    public FrozenSet<string> Unknown { get; init; } = FrozenSet<string>.Empty;
}
