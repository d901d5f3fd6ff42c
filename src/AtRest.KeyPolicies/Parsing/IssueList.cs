using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Collects all errors and warnings. Parsing does not stop at the first error.</summary>
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

    /// <summary>The issues in the order of the text. Some are found only at the end of an object, so the issues are sorted.</summary>
    public ImmutableArray<PolicyIssue> ToImmutable() =>
        [.. issues.OrderBy(issue => issue.Line).ThenBy(issue => issue.Column)];
}
