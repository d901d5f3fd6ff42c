using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Hosting.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Retention;

/// <summary>All blobs of one organization, and which of them have expired.</summary>
internal sealed class OrganizationBlobs(string organizationId)
{
    private readonly Dictionary<string, List<BlobInfo>> audits = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<BlobInfo>> files = new(StringComparer.Ordinal);
    private readonly List<IndexedReport> index = [];

    public string OrganizationId { get; } = organizationId;

    /// <param name="blob">A blob; they come in name order.</param>
    /// <param name="parts">The parts of its name: <c>organizations</c>, the organization, the kind, the rest.</param>
    public void Add(BlobInfo blob, string[] parts)
    {
        if (parts.Length < 4)
        {
            return;
        }

        if (parts[2] == "index")
        {
            if (ReportBlobs.Parse(blob.Name) is { } report)
            {
                index.Add(report);
            }
        }
        else if ((parts[2] == "audits" ? audits : parts[2] == "reports" ? files : null) is { } kind)
        {
            var id = parts[3].Split('/')[0];
            (kind.TryGetValue(id, out var known) ? known : kind[id] = []).Add(blob);
        }
    }

    /// <summary>The reports about the whole organization, newest first.</summary>
    public IEnumerable<IndexedReport> Whole => index.Where(report => report.IsWhole);

    /// <summary>The audits that have a plan and no end.</summary>
    public IEnumerable<string> Unfinished => audits.Where(audit => StoragePaths.IsId(audit.Key) && Has(audit.Value, "/manifest.json") && !Has(audit.Value, "/completed.json")).Select(audit => audit.Key);

    /// <summary>All reports, newest first.</summary>
    public IReadOnlyList<IndexedReport> Index => index;

    /// <summary>What to delete.</summary>
    /// <param name="limits">What has expired.</param>
    /// <param name="newestReadable">The newest whole reports that can be read. The newest one of all stays, too: it may be restored.</param>
    /// <param name="notices">For how many nights each report was announced.</param>
    public HoldingsPlan Settle(RetentionLimits limits, IReadOnlyCollection<IndexedReport> newestReadable, IReadOnlyDictionary<string, int> notices)
    {
        var newestWhole = index.Find(report => report.IsWhole);
        var expired = index.Where(report => report.GeneratedAt < limits.Reports && report != newestWhole && !newestReadable.Contains(report)).ToList();
        var over = expired.Where(report => notices.GetValueOrDefault(report.Name) >= RetentionLimits.Nights)
            .OrderBy(report => report.GeneratedAt)
            .Take(Math.Max(RetentionLimits.LeastReports, index.Count / RetentionLimits.Share))
            .ToHashSet();
        var kept = index.Where(report => !over.Contains(report)).Select(report => report.ReportId).ToHashSet(StringComparer.Ordinal);
        var oldAudits = audits.Where(audit => audit.Value.Max(blob => blob.LastModified) < limits.Audits).ToList();
        var indexed = index.Select(report => report.ReportId).ToHashSet(StringComparer.Ordinal);
        return new HoldingsPlan
        {
            Deletions =
            [
                // The index entry last: while it exists, the rest is found.
                .. over.Select(report => new Deletion([.. FilesOf(report.ReportId)], [report.Name])),
                .. oldAudits.SelectMany(audit => Deletions(audit.Key, audit.Value, kept)),
                .. files.Where(file => !indexed.Contains(file.Key) && file.Value.Max(blob => blob.LastModified) < limits.Audits).Select(file => new Deletion([.. FilesOf(file.Key)], [])),
            ],
            Kept = [.. index.Where(report => !over.Contains(report))],
            Announced = [.. expired.Where(report => !over.Contains(report))],
            Reports = over.Count,
            Audits = oldAudits.Count,
        };
    }

    private static bool Has(List<BlobInfo> blobs, string file) => blobs.Exists(blob => blob.Name.EndsWith(file, StringComparison.Ordinal));

    /// <summary>A finished audit, and what an incomplete report of it has left.</summary>
    private IEnumerable<Deletion> Deletions(string auditId, List<BlobInfo> blobs, HashSet<string> kept)
    {
        var reportId = ReportIds.Of(auditId, OrganizationId);
        if (!kept.Contains(reportId) && !index.Exists(report => report.ReportId == reportId))
        {
            yield return new Deletion([.. FilesOf(reportId)], []);
        }

        var (last, first) = (blobs.Where(IsFrame).OrderByDescending(blob => blob.Name, StringComparer.Ordinal), blobs.Where(blob => !IsFrame(blob)));
        yield return new Deletion([.. first.Select(blob => blob.Name)], [.. last.Select(blob => blob.Name)]);
    }

    /// <summary>The plan is deleted before the end: an audit without its end would look unfinished.</summary>
    private static bool IsFrame(BlobInfo blob) => blob.Name.EndsWith("/manifest.json", StringComparison.Ordinal) || blob.Name.EndsWith("/completed.json", StringComparison.Ordinal);

    private IEnumerable<string> FilesOf(string reportId) => files.TryGetValue(reportId, out var found) ? found.Select(blob => blob.Name) : [];
}

/// <summary>What to do about an organization's blobs.</summary>
internal sealed record HoldingsPlan
{
    public required ImmutableArray<Deletion> Deletions { get; init; }

    /// <summary>The reports that stay, newest first.</summary>
    public required ImmutableArray<IndexedReport> Kept { get; init; }

    /// <summary>Reports that have expired, and stay for now.</summary>
    public ImmutableArray<IndexedReport> Announced { get; init; } = [];

    /// <summary>The number of reports to delete.</summary>
    public required int Reports { get; init; }

    /// <summary>The number of audits whose own blobs to delete.</summary>
    public required int Audits { get; init; }
}
