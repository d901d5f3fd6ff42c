using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>The names of report files, made from <see cref="IReportRenderer.FileName"/>.</summary>
public static class ReportFileName
{
    /// <summary>
    /// Names a report's file. A report about some clusters has another name (<c>report-partial.json</c>), so that it never replaces the one about the organization.
    /// </summary>
    public static string Of(string fileName, ReportScope scope) => scope switch
    {
        ReportScope.Organization => fileName,
        ReportScope.Clusters => $"{fileName[..Dot(fileName)]}-partial{EndingOf(fileName)}",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };

    /// <summary>The part from the first dot on: <c>.json</c>, <c>.ocsf.jsonl</c>.</summary>
    public static string EndingOf(string fileName) => fileName[Dot(fileName)..];

    private static int Dot(string fileName) => fileName.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? dot : fileName.Length;
}
