using System.Collections.Immutable;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Retention;

/// <summary>
/// Deletes what is no longer needed: reports after <c>AtRest:Retention:Reports</c>, the blobs of an audit after a week, the marks of webhook events after two
/// days, also of organizations that are no longer in the inventory. It corrects the pointers to the newest reports. After a kill at any point, it continues the next night.
/// </summary>
internal sealed class RetentionSweep(IBlobStore blobs, ReportIndex index, LatestReports latest, HostSettings settings, TimeProvider time, ILogger<RetentionSweep> log)
{
    private const string Organizations = "organizations/";
    private const string Events = "webhooks/events/";
    private const int DeletesAtOnce = 16;

    /// <summary>Longer than any message may wait.</summary>
    private static readonly TimeSpan AuditsKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(2);

    /// <summary>A pointer of an organization without blobs: its first audit may have begun after the listing.</summary>
    private static readonly TimeSpan PointersKept = TimeSpan.FromDays(1);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var limits = new RetentionLimits { Now = now, Reports = now.AddDays(-settings.Audits.ReportDays), Audits = now - AuditsKept };
        var (reports, old) = (0, 0);
        var holdings = new OrganizationBlobs("");
        var pointers = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var blob in blobs.AllAsync(Organizations, cancellationToken))
        {
            var parts = blob.Name.Split('/', 4);
            if (parts.Length == 4 && parts[1] != holdings.OrganizationId)
            {
                await SettleAsync();
                holdings = new OrganizationBlobs(parts[1]);
            }

            holdings.Add(blob, parts);
        }

        await SettleAsync();
        await DeletePointersAsync(pointers, cancellationToken);
        var events = await DeleteEventsAsync(now - EventsKept, cancellationToken);
        log.RetentionDone(reports, old, events);

        async Task SettleAsync()
        {
            var plan = holdings.Settle(limits, await NewestReadableAsync(holdings, cancellationToken));
            foreach (var group in plan.Deletions)
            {
                await DeleteAsync(group, cancellationToken);
            }

            if (StoragePaths.IsOrganizationId(holdings.OrganizationId))
            {
                pointers.Add(ReportBlobs.Latest(holdings.OrganizationId));
                await latest.SettleAsync(holdings.OrganizationId, plan.Kept, now, cancellationToken);
            }

            reports += plan.Reports;
            old += plan.Audits;
        }
    }

    private async Task<IndexedReport?> NewestReadableAsync(OrganizationBlobs holdings, CancellationToken cancellationToken)
    {
        foreach (var report in holdings.Whole)
        {
            if (await index.ReadAsync(report, cancellationToken) is not null)
            {
                return report;
            }
        }

        return null;
    }

    /// <summary>Those of organizations of which nothing is left.</summary>
    private async Task DeletePointersAsync(HashSet<string> pointers, CancellationToken cancellationToken)
    {
        await foreach (var page in blobs.PagesAsync(ReportBlobs.LatestPrefix, cancellationToken))
        {
            foreach (var blob in page.Blobs.Where(blob => page.ReadAt - blob.LastModified > PointersKept && !pointers.Contains(blob.Name)))
            {
                await blobs.DeleteAsync(blob.Name, blob.ETag, cancellationToken);
            }
        }
    }

    // In two steps: the blobs by which the rest would be found again are deleted last.
    private async Task DeleteAsync(Deletion deletion, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            deletion.First,
            new ParallelOptions { MaxDegreeOfParallelism = DeletesAtOnce, CancellationToken = cancellationToken },
            async (name, token) => await blobs.DeleteAsync(name, etag: null, token));
        foreach (var name in deletion.Last)
        {
            await blobs.DeleteAsync(name, etag: null, cancellationToken);
        }
    }

    private async Task<int> DeleteEventsAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var old = ImmutableArray.CreateBuilder<string>();
        await foreach (var blob in blobs.AllAsync(Events, cancellationToken))
        {
            if (blob.LastModified < before)
            {
                old.Add(blob.Name);
            }
        }

        await DeleteAsync(new Deletion(old.ToImmutable(), []), cancellationToken);
        return old.Count;
    }
}

/// <summary>Blobs older than these times have expired.</summary>
internal sealed record RetentionLimits
{
    public required DateTimeOffset Now { get; init; }

    public required DateTimeOffset Reports { get; init; }

    public required DateTimeOffset Audits { get; init; }
}

/// <summary>Blobs that are deleted together.</summary>
/// <param name="First">In any order.</param>
/// <param name="Last">After the first ones, in this order.</param>
internal sealed record Deletion(ImmutableArray<string> First, ImmutableArray<string> Last);
