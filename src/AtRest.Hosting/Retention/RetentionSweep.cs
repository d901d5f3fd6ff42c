using System.Collections.Immutable;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Retention;

/// <summary>
/// Deletes what is no longer needed: reports after <c>AtRest:Retention:Reports</c>, the blobs of an audit after a week, the marks of webhook events after two
/// days, the trails of organizations after <c>AtRest:Retention:Trail</c>, also of organizations that are no longer in the inventory. It announces reports for two nights, and deletes only
/// a part of them in a night: a wrong clock or a mistaken setting is noticed before that. It corrects the pointers to the newest reports, and finds unfinished audits. After a kill at any point, it continues the next night.
/// </summary>
internal sealed class RetentionSweep(
    IBlobStore blobs, ReportIndex index, LatestReports latest, UnfinishedAudits unfinished, TrailBatches trail, RetentionClock clock, HostSettings settings, ILogger<RetentionSweep> log)
{
    private const string Organizations = "organizations/";
    private const string Events = "webhooks/events/";
    private const int DeletesAtOnce = 16;

    /// <summary>The state stays small. What is not announced tonight is announced another night.</summary>
    private const int MostNotices = 5000;

    /// <summary>Longer than any message may wait.</summary>
    private static readonly TimeSpan AuditsKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(2);

    /// <summary>What was deleted by mistake is missed within this time.</summary>
    private static readonly TimeSpan TrashKept = TimeSpan.FromDays(30);

    /// <summary>A pointer of an organization without blobs: its first audit may have begun after the listing.</summary>
    private static readonly TimeSpan PointersKept = TimeSpan.FromDays(1);

    /// <param name="isLate">The night was missed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task RunAsync(bool isLate, CancellationToken cancellationToken)
    {
        var night = await clock.BeginAsync(isLate, cancellationToken);
        var limits = new RetentionLimits { Reports = night.At.AddDays(-settings.Audits.ReportDays), Audits = night.At - AuditsKept };
        var known = night.Known?.Notices ?? ImmutableDictionary<string, int>.Empty;
        var notices = ImmutableDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        List<(string OrganizationId, HoldingsPlan Plan)> plans = [];
        DateTimeOffset? newest = null;
        var holdings = new OrganizationBlobs("");
        await foreach (var blob in blobs.AllAsync(Organizations, cancellationToken))
        {
            var parts = blob.Name.Split('/', 4);
            if (parts.Length == 4 && parts[1] != holdings.OrganizationId)
            {
                await SettleAsync();
                holdings = new OrganizationBlobs(parts[1]);
            }

            holdings.Add(blob, parts);
            newest = RetentionClock.IsSettled(blob.LastModified, night) && !(newest > blob.LastModified) ? blob.LastModified : newest;
        }

        await SettleAsync();
        await clock.KeepAsync(night.Next is { } next && night.Rest is null ? night with { Next = next with { Notices = notices.ToImmutable() } } : night, newest, cancellationToken);
        var pointers = await ApplyAsync(plans, cancellationToken);
        if (night.Rest is { } rest)
        {
            log.RetentionRests(rest);
            return;
        }

        await DeletePointersAsync(pointers, cancellationToken);
        var events = await DeleteEventsAsync(night.At - EventsKept, cancellationToken);
        await DeleteAsync(new Deletion(await trail.BeforeAsync(night.At.AddDays(-settings.Trail.Days), cancellationToken), []), cancellationToken);
        await blobs.EmptyTrashAsync(night.At - TrashKept, cancellationToken);
        var (reports, old) = (plans.Sum(plan => plan.Plan.Reports), plans.Sum(plan => plan.Plan.Audits));
        log.RetentionDone(reports, old, events);

        async Task SettleAsync()
        {
            if (StoragePaths.IsOrganizationId(holdings.OrganizationId))
            {
                await unfinished.RunAsync(holdings.OrganizationId, [.. holdings.Unfinished], cancellationToken);
            }

            var plan = night.Rest is null
                ? holdings.Settle(limits, await NewestReadableAsync(holdings, night.Now, cancellationToken), known)
                : new HoldingsPlan { Deletions = [], Kept = [.. holdings.Index], Reports = 0, Audits = 0 };
            plans.Add((holdings.OrganizationId, plan));
            foreach (var report in plan.Announced.Where(report => known.ContainsKey(report.Name) || notices.Count < MostNotices))
            {
                notices[report.Name] = known.GetValueOrDefault(report.Name) + 1;
            }

            if (!plan.Announced.IsEmpty)
            {
                var oldest = string.Join(", ", plan.Announced.OrderBy(report => report.GeneratedAt).Take(RetentionLimits.MostNamed).Select(report => report.ReportId));
                log.Announced(holdings.OrganizationId, plan.Announced.Length, RetentionLimits.Nights, settings.Audits.ReportDays, oldest);
            }
        }
    }

    /// <summary>Deletes, and corrects the pointers. Returns the names of those that are in use.</summary>
    private async Task<HashSet<string>> ApplyAsync(List<(string OrganizationId, HoldingsPlan Plan)> plans, CancellationToken cancellationToken)
    {
        var pointers = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (organizationId, plan) in plans)
        {
            foreach (var group in plan.Deletions)
            {
                await DeleteAsync(group, cancellationToken);
            }

            if (StoragePaths.IsOrganizationId(organizationId))
            {
                pointers.Add(ReportBlobs.Latest(organizationId));
                await latest.SettleAsync(organizationId, plan.Kept, cancellationToken);
            }
        }

        return pointers;
    }

    /// <summary>The newest whole report that can be read, and if that is in the future, the newest one that is not.</summary>
    private async Task<IReadOnlyCollection<IndexedReport>> NewestReadableAsync(OrganizationBlobs holdings, DateTimeOffset now, CancellationToken cancellationToken)
    {
        List<IndexedReport> newest = [];
        foreach (var report in holdings.Whole)
        {
            if ((newest.Count == 0 || report.GeneratedAt <= now) && await index.ReadAsync(report, cancellationToken) is not null)
            {
                newest.Add(report);
                if (report.GeneratedAt <= now)
                {
                    break;
                }
            }
        }

        return newest;
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
            async (name, token) => await RemoveAsync(name, token));
        foreach (var name in deletion.Last)
        {
            await RemoveAsync(name, cancellationToken);
        }
    }

    /// <summary>What belongs to a report can be restored for a while.</summary>
    private Task<BlobDeleteResult> RemoveAsync(string name, CancellationToken cancellationToken) => name.Split('/') is ["organizations", _, "reports" or "index", ..]
        ? blobs.RetireAsync(name, cancellationToken)
        : blobs.DeleteAsync(name, etag: null, cancellationToken);

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
    /// <summary>For how many nights a report is announced before it is deleted.</summary>
    public const int Nights = 2;

    /// <summary>In a night, at most a tenth of an organization's reports is deleted …</summary>
    public const int Share = 10;

    /// <summary>… or so many of them, if that is more.</summary>
    public const int LeastReports = 5;

    /// <summary>How many reports are named in one line of the log.</summary>
    public const int MostNamed = 10;

    public required DateTimeOffset Reports { get; init; }

    public required DateTimeOffset Audits { get; init; }
}

/// <summary>Blobs that are deleted together.</summary>
/// <param name="First">In any order.</param>
/// <param name="Last">After the first ones, in this order.</param>
internal sealed record Deletion(ImmutableArray<string> First, ImmutableArray<string> Last);
