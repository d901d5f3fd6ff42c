using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Gathers everything that is wrong; nothing stops at the first.</summary>
internal sealed class IssueList
{
    private readonly List<PolicyIssue> issues = [];

    public int ErrorCount { get; private set; }

    public bool HasErrors => ErrorCount > 0;

    public void Error(string path, TextPosition at, string message)
    {
        ErrorCount++;
        issues.Add(new PolicyIssue(true, path, at.Line, at.Column, message));
    }

    public void Warning(string path, TextPosition at, string message) =>
        issues.Add(new PolicyIssue(false, path, at.Line, at.Column, message));

    /// <summary>In the text's order: some are only known at the end of their object.</summary>
    public ImmutableArray<PolicyIssue> ToImmutable() =>
        [.. issues.OrderBy(issue => issue.Line).ThenBy(issue => issue.Column)];
}
