using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>The names of report files. A report about some clusters has another name, so that it never replaces the one about the organization.</summary>
public static class ReportFileName
{
    /// <summary>Returns the name of a report's file in a folder: <c>report.json</c>, or <c>report-partial.json</c> for a report about some clusters.</summary>
    /// <param name="fileName">The <see cref="IReportRenderer.FileName"/> of the format.</param>
    /// <param name="scope">What the report is about.</param>
    public static string Of(string fileName, ReportScope scope) => scope switch
    {
        ReportScope.Organization => fileName,
        ReportScope.Clusters => $"{fileName[..^Extension(fileName).Length]}-partial{Extension(fileName)}",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };

    /// <summary>Returns everything from the first full stop of a file name: <c>.json</c>.</summary>
    public static string Extension(string fileName) => fileName[fileName.IndexOf('.', StringComparison.Ordinal)..];
}
