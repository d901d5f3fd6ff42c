using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Reports;

namespace AtRest.Hosting.Reports;

/// <summary>The name that a report's file has once it is downloaded, by whichever way.</summary>
internal static class DownloadName
{
    /// <summary>A report about some clusters says <c>partial</c>: a file is passed on without the list that it came from.</summary>
    public static string Of(ReportEntry entry, ReportFile file) => string.Create(
        CultureInfo.InvariantCulture,
        $"atrest-{entry.OrganizationId}-{(entry.Scope == ReportScope.Organization ? "" : "partial-")}{entry.GeneratedAt.UtcDateTime:yyyyMMdd-HHmmss}{EndingOf(file)}");

    /// <summary>The evidence does not have the name of a report.</summary>
    private static string EndingOf(ReportFile file) => file.Format == ReportFileWriter.EvidenceFormat ? $".{file.FileName}" : ReportFileName.EndingOf(file.FileName);
}
