using System.Collections.Immutable;
using AtRest.KeyPolicies.Parsing;

namespace AtRest.KeyPolicies;

/// <summary>
/// A parsed key policy: immutable, made once, judged many times
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
/// </summary>
public sealed class KeyPolicy
{
    /// <summary>A missing <c>Version</c> means <see cref="PolicyVersion.V20081017"/>.</summary>
    public required PolicyVersion Version { get; init; }

    /// <summary>The policy's <c>Id</c>, which has no effect; null if it has none.</summary>
    public string? Id { get; init; }

    /// <summary>In the text's order.</summary>
    public required ImmutableArray<PolicyStatement> Statements { get; init; }

    /// <summary>Reads a policy's text. Never throws: what is wrong is in the result, all of it.</summary>
    public static KeyPolicyParseResult Parse(string json) => PolicyParser.Parse(json);
}

/// <summary>The version of the policy language: only <see cref="V20121017"/> knows variables such as <c>${aws:username}</c>.</summary>
public enum PolicyVersion : byte
{
    /// <summary><c>2008-10-17</c>, also without a <c>Version</c>: <c>${…}</c> is plain text.</summary>
    V20081017,

    /// <summary><c>2012-10-17</c>, with policy variables.</summary>
    V20121017,
}
