using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>The result of parsing the text of a policy.</summary>
public sealed record KeyPolicyParseResult
{
    /// <summary>The policy; null if AWS would not store the text as a policy. <see cref="Issues"/> then says why.</summary>
    public KeyPolicy? Policy { get; init; }

    /// <summary>The errors and warnings, in the order of the text.</summary>
    public ImmutableArray<PolicyIssue> Issues { get; init; } = [];
}
