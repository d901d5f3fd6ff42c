using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Costs;
using AtRest.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace AtRest.Hosting.Reports.Details;

/// <summary>
/// The details of a report that the portal shows, in small blobs that are written with the report: an overview, a line for each cluster, and the details of <see cref="PartSize"/> clusters in each
/// further blob. So a page reads little, however large the fleet is. Reports of earlier releases have none. What is damaged counts as missing, and is noted.
/// </summary>
internal sealed class ReportDetails(IBlobStore blobs, DamagedBlobs damaged) : IDisposable
{
    /// <summary>The number of clusters in a blob of details.</summary>
    public const int PartSize = 50;

    private const int MostActions = 50;
    private const int MostExamples = 5;
    private const int MostDates = 100;

    /// <summary>In clusters: the lines of a few big reports, or of many small ones, stay in memory.</summary>
    private const int MostCached = 100_000;

    private readonly MemoryCache lines = new(new MemoryCacheOptions { SizeLimit = MostCached });

    /// <summary>Writes the details. What exists is kept: it is the same.</summary>
    public async Task WriteAsync(AuditReport report, AuditEvidence evidence, CancellationToken cancellationToken)
    {
        var builder = new DetailBuilder(report, evidence);
        var groups = new FindingGroups(report);
        var dates = new PriorityQueue<NextDate, long>();
        var number = 0;
        var earlierLines = report.PreviousReportId is { } previous ? await LinesAsync(report.OrganizationId, previous, cancellationToken) : null;
        foreach (var part in report.Clusters.Chunk(PartSize))
        {
            var details = await ContinueAsync(report, earlierLines, [.. part.Select(builder.Of)], cancellationToken);
            foreach (var cluster in part)
            {
                groups.Add(cluster);
            }

            foreach (var date in details.SelectMany(builder.DatesOf))
            {
                Keep(dates, date);
            }

            await WriteAsync(Part(report.OrganizationId, report.ReportId, number++), details, cancellationToken);
        }

        await WriteAsync(Lines(report.OrganizationId, report.ReportId), LinesOf(report, earlierLines), cancellationToken);
        await WriteAsync(Overview(report.OrganizationId, report.ReportId), OverviewOf(report, groups.All(), dates), cancellationToken);
    }

    /// <summary>Null for a report of an earlier release.</summary>
    public async Task<ReportOverview?> OverviewAsync(ReportEntry entry, CancellationToken cancellationToken)
    {
        var overview = await ReadAsync<ReportOverview>(Overview(entry.OrganizationId, entry.ReportId), cancellationToken);

        // A later release can have more prices than the one that an operator goes back to.
        return overview?.Costs is { } costs && !costs.Parts.Select(part => part.PriceId).Concat(costs.Accounts.Select(account => account.PriceId)).All(PriceList.Has) ? overview with { Costs = null } : overview;
    }

    /// <summary>The clusters of a report by ID; null for a report of an earlier release.</summary>
    public Task<FrozenDictionary<string, ClusterRow>?> LinesAsync(string organizationId, string reportId, CancellationToken cancellationToken)
    {
        // A report never changes.
        var name = Lines(organizationId, reportId);
        return lines.TryGetValue(name, out FrozenDictionary<string, ClusterRow>? known) ? Task.FromResult(known) : ReadLinesAsync(name, cancellationToken);
    }

    /// <summary>A cluster of a report; null if the report does not have it.</summary>
    public async Task<ClusterDetail?> ClusterAsync(string organizationId, string reportId, ClusterRow line, CancellationToken cancellationToken) =>
        (await ReadAsync<ClusterDetail[]>(Part(organizationId, reportId, line.Part), cancellationToken))?.FirstOrDefault(cluster => cluster.Id == line.Id);

    public void Dispose() => lines.Dispose();

    private async Task<FrozenDictionary<string, ClusterRow>?> ReadLinesAsync(string name, CancellationToken cancellationToken)
    {
        if (await ReadAsync<ClusterRow[]>(name, cancellationToken) is not { } read)
        {
            return null;
        }

        var byId = read.DistinctBy(line => line.Id, StringComparer.OrdinalIgnoreCase).ToFrozenDictionary(line => line.Id, StringComparer.OrdinalIgnoreCase);
        return lines.Set(name, byId, new MemoryCacheEntryOptions { Size = 1 + read.Length });
    }

    /// <summary>The details with the timelines of the report before. Both reports have the clusters in nearly the same order, so few of its blobs are read for each blob that is written.</summary>
    private async Task<ImmutableArray<ClusterDetail>> ContinueAsync(AuditReport report, FrozenDictionary<string, ClusterRow>? earlier, ImmutableArray<ClusterDetail> details, CancellationToken cancellationToken)
    {
        Dictionary<string, ImmutableArray<TimelineEvent>> known = new(StringComparer.OrdinalIgnoreCase);
        foreach (var part in details.Select(detail => earlier?.GetValueOrDefault(detail.Id)?.Part).OfType<int>().Distinct())
        {
            foreach (var cluster in await ReadAsync<ClusterDetail[]>(Part(report.OrganizationId, report.PreviousReportId!, part), cancellationToken) ?? [])
            {
                known[cluster.Id] = cluster.Timeline;
            }
        }

        return [.. details.Select(detail => detail with { Timeline = ClusterTimeline.Continue(known.GetValueOrDefault(detail.Id, []), detail.Timeline, ClusterDetail.MostEvents) })];
    }

    private static ClusterRow[] LinesOf(AuditReport report, FrozenDictionary<string, ClusterRow>? earlier)
    {
        var policies = report.Changes.Where(change => change is { Kind: ChangeKind.KeyPolicy, Cluster: not null, Resource: not null }).ToLookup(change => change.Cluster!, change => change.Resource!, StringComparer.OrdinalIgnoreCase);
        return [.. report.Summaries.Select((cluster, index) => ClusterRow.Of(cluster, index / PartSize, HistoryOf(report, cluster, earlier?.GetValueOrDefault(cluster.Id), [.. policies[cluster.Id]])))];
    }

    private static ImmutableArray<ClusterEvent> HistoryOf(AuditReport report, ClusterSummary cluster, ClusterRow? earlier, ImmutableArray<string> policies)
    {
        ImmutableArray<ClusterEvent> known = earlier?.History ?? [];
        return !known.IsEmpty && known[^1].Verdict == cluster.Verdict && policies.IsEmpty
            ? known
            : [.. known.TakeLast(ClusterRow.MostEvents - 1), new ClusterEvent(report.GeneratedAt, report.ReportId, cluster.Verdict, policies)];
    }

    private static ReportOverview OverviewOf(AuditReport report, IReadOnlyList<FindingGroup> groups, PriorityQueue<NextDate, long> dates)
    {
        var names = report.Summaries.DistinctBy(cluster => cluster.Id, StringComparer.Ordinal).ToDictionary(cluster => cluster.Id, cluster => cluster.Name, StringComparer.Ordinal);
        foreach (var use in report.Waivers.Where(use => use.State != WaiverState.Expired))
        {
            // Until the end of its last day.
            Keep(dates, new NextDate(new DateTimeOffset(use.Waiver.Expires.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero), DateKind.WaiverEnd, Reference(use.Waiver.Cluster), use.Waiver.Rule));
        }

        return new ReportOverview
        {
            Actions = [.. groups.Take(MostActions).Select(group => new ActionDetail(FindingDetail.Of(group.First), group.Clusters.Length, [.. group.Clusters.Take(MostExamples).Select(Reference)]))],
            ActionCount = groups.Count,
            Trend = report.Trend,
            Waivers = report.Waivers,
            Dates = [.. dates.UnorderedItems.Select(item => item.Element).OrderBy(date => date.At).ThenBy(date => date.Kind).ThenBy(date => date.Cluster.Id, StringComparer.Ordinal)],
            Costs = report.Costs is { } costs ? ReportOverview.Shortened(costs) : null,
            Findings = [.. report.Findings.Select(FindingDetail.Of)],
        };

        ClusterReference Reference(string id) => new(id, names.GetValueOrDefault(id, id));
    }

    /// <summary>Only the next ones are kept.</summary>
    private static void Keep(PriorityQueue<NextDate, long> dates, NextDate date)
    {
        dates.Enqueue(date, -date.At.UtcTicks);
        if (dates.Count > MostDates)
        {
            dates.Dequeue();
        }
    }

    private async Task WriteAsync<T>(string name, T value, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var zip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true);
        await using (zip)
        {
            await JsonSerializer.SerializeAsync(zip, value, HostingJson.Options, cancellationToken);
        }

        buffer.Position = 0;
        await blobs.WriteAsync(name, buffer, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = "application/gzip" }, cancellationToken);
    }

    private async Task<T?> ReadAsync<T>(string name, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            if (await blobs.ReadAsync(name, cancellationToken) is not { } blob)
            {
                return null;
            }

            await using (blob)
            {
                await using var unzipped = new GZipStream(blob.Content, CompressionMode.Decompress);
                var read = await JsonSerializer.DeserializeAsync<T>(unzipped, HostingJson.Options, cancellationToken) ?? throw BlobJson.Changed(name, null);
                damaged.Forget(name);
                return read;
            }
        }
        catch (Exception exception) when (exception is StorageException { IsDamage: true } or InvalidDataException || BlobJson.IsUnreadable(exception))
        {
            damaged.Note(name, BlobJson.Changed(name, exception), readAgain: null);
            return null;
        }
    }

    private static string Overview(string organizationId, string reportId) => $"{Folder(organizationId, reportId)}overview.json.gz";

    private static string Lines(string organizationId, string reportId) => $"{Folder(organizationId, reportId)}clusters.json.gz";

    private static string Part(string organizationId, string reportId, int number) => string.Create(CultureInfo.InvariantCulture, $"{Folder(organizationId, reportId)}part-{number:D5}.json.gz");

    private static string Folder(string organizationId, string reportId) => $"{ReportBlobs.Folder(organizationId, reportId)}details/";
}
