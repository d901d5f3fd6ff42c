using System.Collections.Immutable;
using AtRest.Hosting.Audits;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Retention;

/// <summary>
/// Deletes what need not be kept any longer: reports after <c>AtRest:Retention:Reports</c>, an audit's own blobs after a week, the marks of webhook events after two
/// days. Also of organizations that are not in the inventory any more. Killed anywhere, it goes on the next night.
/// </summary>
internal sealed class RetentionSweep(IBlobStore blobs, HostSettings settings, TimeProvider time, ILogger<RetentionSweep> log)
{
    private const string Organizations = "organizations/";
    private const string Events = "webhooks/events/";
    private const int DeletesAtOnce = 16;

    /// <summary>Longer than any message may wait for its turn.</summary>
    private static readonly TimeSpan AuditsKept = TimeSpan.FromDays(7);
    private static readonly TimeSpan EventsKept = TimeSpan.FromDays(2);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var limits = new RetentionLimits { Now = now, Reports = now.AddDays(-settings.Audits.ReportDays), Audits = now - AuditsKept };
        var (reports, old) = (0, 0);
        var holdings = new OrganizationHoldings("");
        await foreach (var blob in blobs.AllAsync(Organizations, cancellationToken))
        {
            var parts = blob.Name.Split('/', 4);
            if (parts.Length == 4 && parts[1] != holdings.OrganizationId)
            {
                await SettleAsync();
                holdings = new OrganizationHoldings(parts[1]);
            }

            holdings.Add(blob, parts);
        }

        await SettleAsync();
        var events = await DeleteEventsAsync(now - EventsKept, cancellationToken);
        log.RetentionDone(reports, old, events);

        async Task SettleAsync()
        {
            var plan = holdings.Settle(limits);
            foreach (var group in plan.Deletions)
            {
                await DeleteAsync(group, cancellationToken);
            }

            reports += plan.Reports;
            old += plan.Audits;
        }
    }

    /// <summary>In two steps: first what is in the way of nothing, last that by which the rest would be found again.</summary>
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

/// <summary>What is older than these is over.</summary>
internal sealed record RetentionLimits
{
    public required DateTimeOffset Now { get; init; }

    public required DateTimeOffset Reports { get; init; }

    public required DateTimeOffset Audits { get; init; }
}

/// <summary>Blobs that go together.</summary>
/// <param name="First">In any order.</param>
/// <param name="Last">After those, in this order.</param>
internal sealed record Deletion(ImmutableArray<string> First, ImmutableArray<string> Last);
