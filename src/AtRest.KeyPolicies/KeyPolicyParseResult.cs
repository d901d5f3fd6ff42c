using System.Collections.Immutable;

namespace AtRest.KeyPolicies;

/// <summary>The result of reading a policy's text.</summary>
public sealed record KeyPolicyParseResult
{
    /// <summary>Null if the text is not a policy that AWS could have stored; then <see cref="Issues"/> says why.</summary>
    public KeyPolicy? Policy { get; init; }

    /// <summary>Errors and warnings, in the text's order.</summary>
    public ImmutableArray<PolicyIssue> Issues { get; init; } = [];
}

/// <summary>Something wrong or odd in a policy's text.</summary>
/// <param name="IsError">False for what AWS accepts but is most likely a mistake, such as a wildcard inside a principal.</param>
/// <param name="Path">A JSON path, such as <c>$.Statement[2].Principal.AWS</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in UTF-16 code units.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record PolicyIssue(bool IsError, string Path, int Line, int Column, string Message);
