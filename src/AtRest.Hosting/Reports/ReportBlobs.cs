using System.Globalization;
using AtRest.Core.Audits;

namespace AtRest.Hosting.Reports;

/// <summary>The names of a report's blobs.</summary>
internal static class ReportBlobs
{
    private const string Whole = "whole";
    private const string Part = "part";

    public static string IndexPrefix(string organizationId) => $"{StoragePaths.Organization(organizationId)}index/";

    /// <summary>In name order, the newest report is first.</summary>
    public static string Index(ReportEntry entry) =>
        $"{IndexPrefix(entry.OrganizationId)}{Inverted(entry.GeneratedAt)}-{StoragePaths.CheckedId(entry.ReportId)}-{(entry.Scope == ReportScope.Organization ? Whole : Part)}.json";

    public static string Folder(string organizationId, string reportId) => $"{StoragePaths.Organization(organizationId)}reports/{StoragePaths.CheckedId(reportId)}/";

    public static string Evidence(string organizationId, string reportId) => $"{Folder(organizationId, reportId)}evidence.json";

    /// <summary>Written when all files exist: the facts about the report that readers need without opening it.</summary>
    public static string Entry(string organizationId, string reportId) => $"{Folder(organizationId, reportId)}entry.json";

    /// <summary>What the next report compares itself with: a small part of the report.</summary>
    public static string Compared(string organizationId, string reportId) => $"{Folder(organizationId, reportId)}compared.json";

    public static string File(string organizationId, string reportId, string fileName) => Folder(organizationId, reportId) + fileName;

    /// <summary>Reads the last segment of an index entry's name; null if it has another form.</summary>
    public static IndexedReport? Parse(string name)
    {
        var segment = Path.GetFileNameWithoutExtension(name[(name.LastIndexOf('/') + 1)..]);
        var (first, last) = (segment.IndexOf('-', StringComparison.Ordinal), segment.LastIndexOf('-'));
        if (first < 0 || last <= first || !long.TryParse(segment[..first], NumberStyles.None, CultureInfo.InvariantCulture, out var inverted) || !StoragePaths.IsId(segment[(first + 1)..last]))
        {
            return null;
        }

        return new IndexedReport(name, segment[(first + 1)..last], new DateTimeOffset(DateTime.MaxValue.Ticks - inverted, TimeSpan.Zero), segment[(last + 1)..] == Whole);
    }

    private static string Inverted(DateTimeOffset at) => (DateTime.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);
}

/// <summary>The facts in the name of an index entry.</summary>
/// <param name="Name">The blob's name.</param>
/// <param name="ReportId">The report's ID.</param>
/// <param name="GeneratedAt">UTC.</param>
/// <param name="IsWhole">The report leaves no cluster out.</param>
internal sealed record IndexedReport(string Name, string ReportId, DateTimeOffset GeneratedAt, bool IsWhole);
