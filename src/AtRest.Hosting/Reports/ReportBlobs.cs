using System.Globalization;
using AtRest.Core.Audits;

namespace AtRest.Hosting.Reports;

/// <summary>The names of a report's blobs.</summary>
internal static class ReportBlobs
{
    /// <summary>The folder of the pointers to the newest reports.</summary>
    public const string LatestPrefix = "latest/";

    /// <summary>The digits of the time in the name of an index entry.</summary>
    public const int TimeDigits = 19;

    private const string Whole = "whole";
    private const string Part = "part";
    private const string Extension = ".json";

    public static string IndexPrefix(string organizationId) => $"{StoragePaths.Organization(organizationId)}index/";

    /// <summary>Outside of the organization's folder, which has only what belongs to one audit or report.</summary>
    public static string Latest(string organizationId) =>
        StoragePaths.IsOrganizationId(organizationId) ? $"{LatestPrefix}{organizationId}{Extension}" : throw new ArgumentException("This is not the ID of an organization.", nameof(organizationId));

    /// <summary>The place of a report in the index. In name order, the newest report is first.</summary>
    public static IndexedReport Index(ReportEntry entry) => Index(entry.OrganizationId, entry.ReportId, entry.GeneratedAt, entry.Scope == ReportScope.Organization);

    public static string Folder(string organizationId, string reportId) => $"{StoragePaths.Organization(organizationId)}reports/{StoragePaths.CheckedId(reportId)}/";

    public static string Evidence(string organizationId, string reportId) => $"{Folder(organizationId, reportId)}evidence.json";

    /// <summary>Written when all files exist: the facts about the report that readers need without opening it.</summary>
    public static string Entry(string organizationId, string reportId) => $"{Folder(organizationId, reportId)}entry.json";

    /// <summary>The verdict on each cluster.</summary>
    public static string Clusters(string organizationId, string reportId) => $"{Folder(organizationId, reportId)}clusters.json";

    /// <summary>What the next report compares itself with: a small part of the report.</summary>
    public static string Compared(string organizationId, string reportId) => $"{Folder(organizationId, reportId)}compared.json";

    /// <summary>Written when a file exists that was rendered later: the facts about the file.</summary>
    public static string Rendered(ReportEntry entry, string format) => $"{Folder(entry.OrganizationId, entry.ReportId)}rendered/{format}.json";

    /// <summary>A part of what is sent about a report.</summary>
    public static string Batch(ReportEntry entry, string batch) => $"{Folder(entry.OrganizationId, entry.ReportId)}notifications/{batch}.json";

    public static string File(string organizationId, string reportId, string fileName) => Folder(organizationId, reportId) + fileName;

    /// <summary>Reads the name of an index entry; null if it has another form.</summary>
    public static IndexedReport? Parse(string name)
    {
        if (name.Split('/') is not ["organizations", var organizationId, "index", var segment] || !StoragePaths.IsOrganizationId(organizationId))
        {
            return null;
        }

        var (first, last) = (segment.IndexOf('-', StringComparison.Ordinal), segment.LastIndexOf('-'));
        if (first != TimeDigits || last <= first || !long.TryParse(segment[..first], NumberStyles.None, CultureInfo.InvariantCulture, out var inverted)
            || inverted > DateTime.MaxValue.Ticks || !StoragePaths.IsId(segment[(first + 1)..last]))
        {
            return null;
        }

        var report = Index(organizationId, segment[(first + 1)..last], new DateTimeOffset(DateTime.MaxValue.Ticks - inverted, TimeSpan.Zero), segment[(last + 1)..] == Whole + Extension);
        return report.Name == name ? report : null;
    }

    /// <summary>The digits of a time in the name of an index entry: the later, the smaller.</summary>
    public static string Inverted(DateTimeOffset at) => (DateTime.MaxValue.Ticks - at.UtcTicks).ToString("D19", CultureInfo.InvariantCulture);

    private static IndexedReport Index(string organizationId, string reportId, DateTimeOffset generatedAt, bool isWhole) => new(
        $"{IndexPrefix(organizationId)}{Inverted(generatedAt)}-{StoragePaths.CheckedId(reportId)}-{(isWhole ? Whole : Part)}{Extension}",
        organizationId,
        reportId,
        generatedAt.ToUniversalTime(),
        isWhole);
}

/// <summary>The facts in the name of an index entry.</summary>
/// <param name="Name">The blob's name.</param>
/// <param name="OrganizationId">Whose report.</param>
/// <param name="ReportId">The report's ID.</param>
/// <param name="GeneratedAt">UTC.</param>
/// <param name="IsWhole">The report leaves no cluster out.</param>
internal sealed record IndexedReport(string Name, string OrganizationId, string ReportId, DateTimeOffset GeneratedAt, bool IsWhole)
{
    /// <summary>The last segment of the name.</summary>
    public string Segment => Name[(Name.LastIndexOf('/') + 1)..];

    public bool Is(LatestOf scope) => IsWhole || scope == LatestOf.Any;
}
