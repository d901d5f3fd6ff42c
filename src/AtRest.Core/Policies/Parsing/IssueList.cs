using System.Collections.Immutable;

namespace AtRest.Core.Policies.Parsing;

/// <summary>Gathers everything that is wrong; nothing stops at the first.</summary>
internal sealed class IssueList
{
    private readonly List<PolicyIssue> _issues = [];

    public bool HasErrors { get; private set; }

    public void Error(string path, TextPosition at, string message)
    {
        HasErrors = true;
        _issues.Add(new PolicyIssue(true, path, at.Line, at.Column, message));
    }

    public void Warning(string path, TextPosition at, string message) =>
        _issues.Add(new PolicyIssue(false, path, at.Line, at.Column, message));

    /// <summary>In the text's order: some are only known at the end of their object.</summary>
    public ImmutableArray<PolicyIssue> ToImmutable() =>
        [.. _issues.OrderBy(issue => issue.Line).ThenBy(issue => issue.Column)];
}
