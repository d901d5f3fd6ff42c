using System.Collections.Immutable;
using AtRest.KeyPolicies.Parsing;

namespace AtRest.KeyPolicies;

/// <summary>
/// A parsed key policy. It is immutable, so parse it once and evaluate it many times
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
/// </summary>
public sealed class KeyPolicy
{
    /// <summary>The version of the policy language. A missing <c>Version</c> means <see cref="PolicyVersion.V20081017"/>.</summary>
    public required PolicyVersion Version { get; init; }

    /// <summary>The policy's <c>Id</c>, which has no effect; null if it has none.</summary>
    public string? Id { get; init; }

    /// <summary>The statements, in the order of the text.</summary>
    public required ImmutableArray<PolicyStatement> Statements { get; init; }

    /// <summary>Parses the text of a policy. Does not throw: the result lists all errors.</summary>
    public static KeyPolicyParseResult Parse(string json) => PolicyParser.Parse(json);
}
