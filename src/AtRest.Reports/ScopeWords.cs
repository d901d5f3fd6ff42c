using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>The clusters of a report in words.</summary>
internal static class ScopeWords
{
    /// <summary>The clusters of the report: <c>1 of 8 declared clusters of Acme Bank</c>.</summary>
    public static string SubjectOf(AuditReport report) => report.Scope == ReportScope.Clusters ? $"{Part(report)} of {report.OrganizationName}" : report.OrganizationName;

    /// <summary><c>1 of 8 declared clusters</c>.</summary>
    public static string Part(AuditReport report)
    {
        var audited = report.Summary.Clusters - report.Summary.Undeclared;
        return $"{audited} of {Labels.Count(audited + report.LeftOut.Length, "declared cluster", "declared clusters")}";
    }

    /// <summary>What the reader of a demonstration must know.</summary>
    public const string Demonstration = "This fleet is made up: the organization, its clusters and its keys do not exist, and AtRest called no real cloud.";

    /// <summary>What a report about some of the clusters does not cover.</summary>
    public static string NotCovered(AuditReport report) =>
        $"This report is about {Part(report)}. It does not cover {(report.LeftOut.Length == 1 ? "the other cluster" : $"the other {report.LeftOut.Length} clusters")} or the organization as a whole.";
}
