using System.Collections.Immutable;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Reports;
using AtRest.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api.Trail;

/// <summary>
/// Stores the trail of each organization: who downloaded what, sign-ins, refusals, and keys that were made or revoked. Events are gathered in memory and written together, every <see cref="Delay"/> and at
/// the end of the process. If the process is killed, the events of the last <see cref="Delay"/> are in the log only.
/// </summary>
internal sealed partial class OrganizationTrail : IAsyncDisposable
{
    /// <summary>The longest time for which an event is only in memory.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(10);

    /// <summary>While the storage cannot be reached, so many events wait. What comes after them is in the log only.</summary>
    private const int MostWaiting = 10_000;

    private readonly TrailBatches batches;
    private readonly Declared declared;
    private readonly TimeProvider time;
    private readonly ILogger<OrganizationTrail> logger;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim writing = new(1);
    private readonly ITimer timer;
    private List<Waiting> waiting = [];
    private int lost;

    public OrganizationTrail(TrailBatches batches, Declared declared, TimeProvider time, ILogger<OrganizationTrail> logger)
    {
        (this.batches, this.declared, this.time, this.logger) = (batches, declared, time, logger);
        timer = time.CreateTimer(_ => _ = WriteQuietlyAsync(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Adds an event of an organization.</summary>
    public void Add(string organizationId, TrailEntry entry) => Add(new Waiting(organizationId, entry, Origin.Known));

    /// <summary>Adds a completed or broken download.</summary>
    public void AddDownload(string? caller, string address, (ReportEntry Report, ReportFile File) sent, string how) => Add(sent.Report.OrganizationId, new TrailEntry
    {
        At = time.GetUtcNow(),
        Event = TrailEvent.Download,
        Caller = caller,
        Address = address,
        Report = sent.Report.ReportId,
        Format = sent.File.Format,
        Detail = how,
    });

    /// <summary>Adds a sign-in: to the organizations of the caller; for an operator, to the one in the path.</summary>
    public void AddSignIn(HttpContext context, Caller caller, string address, string request)
    {
        var entry = new TrailEntry { At = time.GetUtcNow(), Event = TrailEvent.SignIn, Caller = caller.Id, Address = address, Request = request };
        foreach (var organization in caller.IsOperator ? InPath(context) : caller.Organizations)
        {
            Add(new Waiting(organization, entry, caller.IsOperator ? Origin.Path : Origin.Known));
        }
    }

    /// <summary>Adds a refused request for something of an organization. The organization does not learn who others are.</summary>
    public void AddRefusal(HttpContext context, Refusal refusal)
    {
        foreach (var organization in InPath(context))
        {
            var caller = context.Features.Get<Caller>();
            var isOwn = caller?.MaySee(organization) == true;
            Add(new Waiting(organization, new TrailEntry
            {
                At = time.GetUtcNow(),
                Event = TrailEvent.Refusal,
                Caller = isOwn ? refusal.Caller : null,
                Address = refusal.Address,
                Request = refusal.Request,
                Status = refusal.Status,
            }, isOwn && caller is { IsOperator: false } ? Origin.Known : Origin.Path));
        }
    }

    /// <summary>A page of an organization's events, also those that this worker has not written yet.</summary>
    public async Task<TrailPage> ReadAsync(string organizationId, TrailPlace? before, int limit, CancellationToken cancellationToken)
    {
        await WriteAsync(cancellationToken);
        return await batches.ReadAsync(organizationId, before, limit, cancellationToken);
    }

    /// <summary>Writes what waits.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            var (taken, dropped) = Take();
            if (dropped > 0)
            {
                LogLost(dropped);
            }

            try
            {
                while (taken.Count > 0)
                {
                    var organization = taken[0].OrganizationId;
                    ImmutableArray<Waiting> next = [.. taken.Where(item => item.OrganizationId == organization).Take(TrailBatches.MostInBatch)];
                    if (next.Any(item => item.Origin == Origin.Known) || await declared.FindAsync(organization, cancellationToken) is not null)
                    {
                        await batches.WriteAsync(organization, [.. next.Select(item => item.Entry)], cancellationToken);
                    }

                    var done = next.ToHashSet(ReferenceEqualityComparer.Instance);
                    taken.RemoveAll(done.Contains);
                }
            }
            finally
            {
                GiveBack(taken);
            }
        }
        finally
        {
            writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        await WriteQuietlyAsync();
        writing.Dispose();
    }

    private static IEnumerable<string> InPath(HttpContext context) => context.GetRouteValue(OrganizationAccess.Parameter) is string id && PathIds.IsOrganization(id) ? [id] : [];

    private void Add(Waiting item)
    {
        lock (gate)
        {
            if (waiting.Count >= MostWaiting)
            {
                lost++;
                return;
            }

            waiting.Add(item);
            if (waiting.Count == 1)
            {
                timer.Change(Delay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private (List<Waiting> Taken, int Lost) Take()
    {
        lock (gate)
        {
            var taken = (waiting, lost);
            (waiting, lost) = ([], 0);
            return taken;
        }
    }

    private void GiveBack(List<Waiting> left)
    {
        lock (gate)
        {
            if (left.Count > 0)
            {
                waiting.InsertRange(0, left);
            }

            if (waiting.Count > 0)
            {
                timer.Change(Delay, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private async Task WriteQuietlyAsync()
    {
        try
        {
            await WriteAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is StorageException or InventoryException)
        {
            LogNotWritten(exception);
        }
        catch (Exception exception)
        {
            LogDefect(exception);
        }
    }

    private enum Origin
    {
        /// <summary>The organization exists.</summary>
        Known,

        /// <summary>A stranger or an operator named it in a path, which can be anything.</summary>
        Path,
    }

    private sealed record Waiting(string OrganizationId, TrailEntry Entry, Origin Origin);

    [LoggerMessage(LogLevel.Warning, "The trail of organizations could not be written. It is tried again every 10 seconds; until then, its events are in memory and in this log")]
    private partial void LogNotWritten(Exception exception);

    [LoggerMessage(LogLevel.Error, "The trail of organizations could not be written")]
    private partial void LogDefect(Exception exception);

    [LoggerMessage(LogLevel.Error, "{Count} events are missing in the trails of organizations, because the storage could not be reached for too long. They are in this log")]
    private partial void LogLost(int count);
}
