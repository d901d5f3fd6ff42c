using System.Globalization;
using AtRest.Core.Audits;

namespace AtRest.Hosting.Reports;

/// <summary>The file name of a downloaded report.</summary>
internal static class DownloadName
{
    /// <summary>The name of a report about some clusters contains <c>partial</c>, because a file is passed on without the list that it came from.</summary>
    public static string Of(ReportEntry entry, ReportFile file) => string.Create(
        CultureInfo.InvariantCulture,
        $"atrest-{entry.OrganizationId}-{(entry.Scope == ReportScope.Organization ? "" : "partial-")}{entry.GeneratedAt.UtcDateTime:yyyyMMdd-HHmmss}.{file.Format}");
}
