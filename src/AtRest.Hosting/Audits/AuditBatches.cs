using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Hosting.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Audits;

/// <summary>Says how far each batch of an audit is: what has been read, and what could not be read. It works until the retention deletes the plan of the audit.</summary>
internal sealed class AuditBatches(AuditStore audits, DamagedBlobs damaged)
{
    private const int ReadsAtOnce = 16;

    /// <summary>A page of an audit's batches, in their order. Empty without a readable plan.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="auditId">The ID of the audit.</param>
    /// <param name="after">The ID of the last batch of the page before; null for the first page.</param>
    /// <param name="limit">The largest number of batches.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>Null if the audit has no batch <paramref name="after"/>.</returns>
    public async Task<BatchPage?> ListAsync(string organizationId, string auditId, string? after, int limit, CancellationToken cancellationToken)
    {
        if (await PlanAsync(organizationId, auditId, cancellationToken) is not { } plan)
        {
            return after is null ? new BatchPage([], 0, HasMore: false) : null;
        }

        var first = after is null ? 0 : plan.Batches.Select(batch => batch.Id).ToList().IndexOf(after) + 1;
        if (after is not null && first == 0)
        {
            return null;
        }

        var progress = await audits.ProgressAsync(organizationId, auditId, cancellationToken);
        var clusters = plan.Frame.Organization.Clusters.ToDictionary(cluster => cluster.Id, StringComparer.Ordinal);
        List<BatchStatus> statuses = [];
        foreach (var some in plan.Batches.Skip(first).Take(limit).Chunk(ReadsAtOnce))
        {
            statuses.AddRange(await Task.WhenAll(some.Select(batch => StatusAsync(plan, batch, progress, clusters, cancellationToken))));
        }

        return new BatchPage([.. statuses], plan.Batches.Length, first + statuses.Count < plan.Batches.Length);
    }

    private async Task<AuditManifest?> PlanAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        try
        {
            return await audits.FindPlanAsync(organizationId, auditId, cancellationToken);
        }
        catch (DamagedPlanException)
        {
            // The status of the audit says so.
            return null;
        }
    }

    private async Task<BatchStatus> StatusAsync(AuditManifest plan, AuditBatch batch, AuditProgress progress, Dictionary<string, Cluster> clusters, CancellationToken cancellationToken)
    {
        var isGivenUp = progress.GivenUp.Contains(batch.Id);
        var isEnded = isGivenUp || progress.Done.Contains(batch.Id);
        var summary = isEnded ? await ReadAsync(AuditStore.Summary(plan, batch), () => audits.ReadSummaryAsync(plan, batch, cancellationToken)) : null;
        var message = AuditMessage.ForBatch(plan.Order.OrganizationId, plan.Order.AuditId, batch.Id);
        var failure = isEnded ? null : await ReadAsync(AuditStore.Failure(message), () => audits.ReadFailureAsync(message, cancellationToken));
        return new BatchStatus
        {
            Id = batch.Id,
            State = isGivenUp ? BatchState.GivenUp : isEnded ? BatchState.Read : failure is null ? BatchState.Waiting : BatchState.Retrying,
            Clusters = [.. batch.Clusters.Select(id => clusters[id])],
            ReadsCamunda = batch.AsksCamunda,
            EndedAt = summary?.At,
            // Nothing was read of a batch that was given up.
            Collection = summary is { Cause: null } ? summary.Collection : null,
            Cause = isGivenUp ? summary?.Cause : failure?.Cause,
        };
    }

    /// <summary>What is damaged counts as missing.</summary>
    private async Task<T?> ReadAsync<T>(string name, Func<Task<T?>> read)
        where T : class
    {
        try
        {
            return await read();
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            damaged.Note(name, exception, readAgain: null);
            return null;
        }
    }
}

/// <summary>A page of an audit's batches.</summary>
/// <param name="Batches">In their order.</param>
/// <param name="Total">The number of all batches.</param>
/// <param name="HasMore">Whether there is a next page.</param>
internal sealed record BatchPage(ImmutableArray<BatchStatus> Batches, int Total, bool HasMore);

/// <summary>How far a batch is.</summary>
internal sealed record BatchStatus
{
    public required string Id { get; init; }

    public required BatchState State { get; init; }

    /// <summary>As declared when the audit was planned.</summary>
    public required ImmutableArray<Cluster> Clusters { get; init; }

    /// <summary>The batch also reads Camunda's API about the organization.</summary>
    public required bool ReadsCamunda { get; init; }

    /// <summary>Null while the batch is open, and for audits of earlier releases.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What was read; null as long as nothing was.</summary>
    public CollectionSummary? Collection { get; init; }

    /// <summary>Why the batch was given up, or why the last attempt failed.</summary>
    public string? Cause { get; init; }
}

/// <summary>The state of a batch.</summary>
internal enum BatchState
{
    /// <summary>In the queue, or being read.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>An attempt failed, and another one follows.</summary>
    [JsonStringEnumMemberName("retrying")]
    Retrying,

    /// <summary>The evidence is stored.</summary>
    [JsonStringEnumMemberName("read")]
    Read,

    /// <summary>No attempt succeeded.</summary>
    [JsonStringEnumMemberName("givenUp")]
    GivenUp,
}

/// <summary>What is stored about a batch that has ended, beside its evidence, so that pages need not read all of that.</summary>
internal sealed record BatchSummary
{
    /// <summary>The largest number of unread pieces in it.</summary>
    public const int MostUnread = 20;

    public required DateTimeOffset At { get; init; }

    public required CollectionSummary Collection { get; init; }

    /// <summary>Why the batch was given up; null if it was not.</summary>
    public string? Cause { get; init; }
}
