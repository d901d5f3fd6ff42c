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

/// <summary>An error or warning about the text of a policy.</summary>
/// <param name="IsError">False for text that AWS accepts but that is probably a mistake, such as a wildcard inside a principal.</param>
/// <param name="Path">A JSON path, such as <c>$.Statement[2].Principal.AWS</c>.</param>
/// <param name="Line">The line, starting at 1.</param>
/// <param name="Column">The column, starting at 1, in UTF-16 code units.</param>
/// <param name="Message">The problem, and how to correct it.</param>
public sealed record PolicyIssue(bool IsError, string Path, int Line, int Column, string Message);
