using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AtRest.Core.Audits;
using AtRest.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace AtRest.Hosting.Audits;

/// <summary>The blobs of an audit: its plan, the results and failures of its batches, and its end.</summary>
internal sealed class AuditStore(IBlobStore blobs) : IDisposable
{
    private const string GivenUpMediaType = "application/vnd.atrest.given-up+json";
    private const string OpenFolder = "open/";
    private const string ManifestFile = "manifest.json";
    private const string CompletedFile = "completed.json";

    /// <summary>The clusters of the plans that are kept: a plan that is not kept is read again for each batch.</summary>
    private const int MostClusters = 100_000;

    private readonly MemoryCache manifests = new(new MemoryCacheOptions { SizeLimit = MostClusters });

    public static string Folder(string organizationId, string auditId) => $"{StoragePaths.Organization(organizationId)}audits/{StoragePaths.CheckedId(auditId)}/";

    /// <summary>The stored plan, read again even if it is kept in memory: a storage that was restored or killed can have lost it. Null if the audit is not planned.</summary>
    /// <exception cref="DamagedPlanException">The plan was changed or damaged.</exception>
    public async Task<AuditManifest?> FindPlanAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        var name = Manifest(organizationId, auditId);
        try
        {
            return await blobs.ReadJsonAsync<AuditManifest>(name, cancellationToken) is not { } plan ? null
                : PlanCheck.Fault(plan, organizationId, auditId) is { } fault ? throw BlobJson.Changed(name, new FormatException(fault))
                : Remember(name, plan);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            manifests.Remove(name);
            throw new DamagedPlanException(exception);
        }
    }

    /// <summary>The plan for a message of a batch, from memory where it is kept: a big plan is not read for every batch. Null if the audit is not planned.</summary>
    public async Task<AuditManifest?> KnownPlanAsync(string organizationId, string auditId, CancellationToken cancellationToken) =>
        manifests.TryGetValue(Manifest(organizationId, auditId), out AuditManifest? known) ? known : await FindPlanAsync(organizationId, auditId, cancellationToken);

    /// <summary>Stores the plan, or returns the one that exists.</summary>
    public async Task<AuditManifest> GetOrCreatePlanAsync(AuditManifest manifest, CancellationToken cancellationToken)
    {
        var (organizationId, auditId) = (manifest.Order.OrganizationId, manifest.Order.AuditId);
        var name = Manifest(organizationId, auditId);
        return await blobs.WriteJsonAsync(name, manifest, WriteCondition.CreateOnly, cancellationToken) ? Remember(name, manifest)
            : await FindPlanAsync(organizationId, auditId, cancellationToken) ?? throw new StorageException($"The blob '{name}' was deleted while AtRest was working with it.") { IsTransient = true };
    }

    /// <summary>The batches with results, and whether the audit has ended, in one call.</summary>
    public async Task<AuditProgress> ProgressAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        var folder = Folder(organizationId, auditId);
        var (done, givenUp, isCompleted, lastActivity, readAt) = (new HashSet<string>(), new HashSet<string>(), false, DateTimeOffset.MinValue, DateTimeOffset.MinValue);
        await foreach (var page in blobs.PagesAsync(folder, cancellationToken))
        {
            readAt = page.ReadAt;
            foreach (var blob in page.Blobs)
            {
                var name = blob.Name[folder.Length..];
                lastActivity = blob.LastModified > lastActivity ? blob.LastModified : lastActivity;
                isCompleted |= name == CompletedFile;
                if (name.StartsWith("results/", StringComparison.Ordinal))
                {
                    (blob.ContentType == GivenUpMediaType ? givenUp : done).Add(Path.GetFileNameWithoutExtension(name["results/".Length..]));
                }
            }
        }

        return new AuditProgress(done.ToFrozenSet(), givenUp.ToFrozenSet(), isCompleted, lastActivity, readAt);
    }

    /// <summary>Stores the result of a batch, unless one is stored, and before it the summary for people.</summary>
    public async Task WriteResultAsync(AuditManifest manifest, AuditBatch batch, AuditEvidence result, BatchSummary summary, CancellationToken cancellationToken)
    {
        var isGivenUp = summary.Cause is not null;
        await blobs.WriteJsonAsync(Summary(manifest, batch), summary, WriteCondition.Any, cancellationToken);
        var write = new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = isGivenUp ? GivenUpMediaType : BlobJson.MediaType };
        await blobs.WriteAsync(Result(manifest, batch), write, (stream, token) => EvidenceSerializer.WriteAsync(result, stream, token), cancellationToken);
    }

    /// <exception cref="StorageException">The batch has no result.</exception>
    public async Task<AuditEvidence> ReadResultAsync(AuditManifest manifest, AuditBatch batch, CancellationToken cancellationToken)
    {
        var blob = await blobs.ReadAsync(Result(manifest, batch), cancellationToken) ?? throw new StorageException($"The result '{Result(manifest, batch)}' is gone.") { IsTransient = true };
        await using (blob)
        {
            return await EvidenceSerializer.ReadAsync(blob.Content, cancellationToken);
        }
    }

    /// <summary>Null if the batch is open, or an earlier release read it.</summary>
    public Task<BatchSummary?> ReadSummaryAsync(AuditManifest manifest, AuditBatch batch, CancellationToken cancellationToken) => blobs.ReadJsonAsync<BatchSummary>(Summary(manifest, batch), cancellationToken);

    public Task WriteFailureAsync(AuditMessage message, AuditFailure failure, CancellationToken cancellationToken) =>
        blobs.WriteJsonAsync(Failure(message), failure, WriteCondition.Any, cancellationToken);

    /// <summary>Null if no failure was stored.</summary>
    public Task<AuditFailure?> ReadFailureAsync(AuditMessage message, CancellationToken cancellationToken) => blobs.ReadJsonAsync<AuditFailure>(Failure(message), cancellationToken);

    /// <summary>Returns false if another worker has ended the audit.</summary>
    public async Task<bool> CompleteAsync(string organizationId, string auditId, AuditCompletion completion, CancellationToken cancellationToken)
    {
        var isFirst = await blobs.WriteJsonAsync(Completed(organizationId, auditId), completion, WriteCondition.CreateOnly, cancellationToken);
        await CloseAsync(organizationId, auditId, cancellationToken);
        manifests.Remove(Manifest(organizationId, auditId));
        return isFirst;
    }

    /// <summary>Marks an audit as open, with its messages queued now. If another worker ends it meanwhile, the mark remains and is found later.</summary>
    public Task MarkOpenAsync(AuditOrder order, CancellationToken cancellationToken) =>
        blobs.WriteJsonAsync(Open(order.OrganizationId, order.AuditId), order, WriteCondition.Any, cancellationToken);

    /// <summary>Removes the mark of an open audit.</summary>
    public Task CloseAsync(string organizationId, string auditId, CancellationToken cancellationToken) => blobs.DeleteAsync(Open(organizationId, auditId), etag: null, cancellationToken);

    /// <summary>The order of an open audit; null if it is not open.</summary>
    /// <exception cref="StorageException">It was changed or damaged, for example.</exception>
    public async Task<AuditOrder?> OpenOrderAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        var name = Open(organizationId, auditId);
        return await blobs.ReadJsonAsync<AuditOrder>(name, cancellationToken) is not { } order ? null
            : order.AuditId == auditId && order.OrganizationId == organizationId ? order
            : throw BlobJson.Changed(name, null);
    }

    /// <summary>The mark of an open audit; null if it is not marked.</summary>
    public async Task<OpenAudit?> MarkAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        var page = await blobs.ListAsync(new BlobListing { Prefix = Open(organizationId, auditId), Limit = 1 }, cancellationToken);
        return page.Blobs is [var mark, ..] ? new OpenAudit(organizationId, auditId, mark.ETag, mark.LastModified, page.ReadAt) : null;
    }

    /// <summary>The IDs of the audits that have a plan and no end. One listing of the audits of a week, which the retention keeps.</summary>
    public async Task<List<string>> PlannedAsync(string organizationId, CancellationToken cancellationToken)
    {
        var (planned, ended) = (new List<string>(), new HashSet<string>(StringComparer.Ordinal));
        var folder = $"{StoragePaths.Organization(organizationId)}audits/";
        await foreach (var blob in blobs.AllAsync(folder, cancellationToken))
        {
            if (blob.Name[folder.Length..].Split('/') is [var auditId, var file] && StoragePaths.IsId(auditId))
            {
                // In the order of names, the end comes before the plan.
                if (file == CompletedFile)
                {
                    ended.Add(auditId);
                }
                else if (file == ManifestFile && !ended.Contains(auditId))
                {
                    planned.Add(auditId);
                }
            }
        }

        return planned;
    }

    /// <summary>All audits that are marked as open. After a kill, a finished one can still be marked.</summary>
    public async IAsyncEnumerable<OpenAudit> OpenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in blobs.PagesAsync(OpenFolder, cancellationToken))
        {
            foreach (var blob in page.Blobs)
            {
                if (blob.Name[OpenFolder.Length..].Split('/') is [var organizationId, var file] && Path.GetFileNameWithoutExtension(file) is var auditId
                    && StoragePaths.IsOrganizationId(organizationId) && StoragePaths.IsId(auditId))
                {
                    yield return new OpenAudit(organizationId, auditId, blob.ETag, blob.LastModified, page.ReadAt);
                }
            }
        }
    }

    /// <summary>How the audit ended; null if it has not.</summary>
    /// <exception cref="StorageException">It was changed or damaged, for example.</exception>
    public async Task<AuditCompletion?> CompletionAsync(string organizationId, string auditId, CancellationToken cancellationToken)
    {
        var name = Completed(organizationId, auditId);
        return await blobs.ReadJsonAsync<AuditCompletion>(name, cancellationToken) is not { } end ? null
            : end is { Evaluated: >= 0, NotEvaluated: >= 0 }
                && (end.ReportId is null || end.ReportId == ReportIds.Of(auditId, organizationId))
                && (end.RepeatedAs is null || StoragePaths.IsId(end.RepeatedAs))
                && (end.Order is null || (end.Order.AuditId == auditId && end.Order.OrganizationId == organizationId)) ? end
            : throw BlobJson.Changed(name, null);
    }

    public void Dispose() => manifests.Dispose();

    private AuditManifest Remember(string name, AuditManifest manifest) =>
        manifests.Set(name, manifest, new MemoryCacheEntryOptions { Size = 1 + manifest.Frame.Organization.Clusters.Length });

    /// <summary>The blob of the plan.</summary>
    public static string Manifest(string organizationId, string auditId) => $"{Folder(organizationId, auditId)}{ManifestFile}";

    /// <summary>The mark of an open audit.</summary>
    public static string Open(string organizationId, string auditId) =>
        $"{OpenFolder}{(StoragePaths.IsOrganizationId(organizationId) ? organizationId : throw new ArgumentException("This is not the ID of an organization.", nameof(organizationId)))}/{StoragePaths.CheckedId(auditId)}.json";

    /// <summary>The blob that says how an audit ended.</summary>
    public static string Completed(string organizationId, string auditId) => $"{Folder(organizationId, auditId)}{CompletedFile}";

    /// <summary>The blob with the summary of a batch.</summary>
    public static string Summary(AuditManifest manifest, AuditBatch batch) => $"{Folder(manifest.Order.OrganizationId, manifest.Order.AuditId)}summaries/{batch.Id}.json";

    private static string Result(AuditManifest manifest, AuditBatch batch) => $"{Folder(manifest.Order.OrganizationId, manifest.Order.AuditId)}results/{batch.Id}.json";

    /// <summary>The blob with the reason why the last delivery of a message failed.</summary>
    public static string Failure(AuditMessage message) => $"{Folder(message.OrganizationId, message.AuditId)}failures/{message.Batch ?? "start"}.json";
}

/// <summary>The progress of an audit's batches.</summary>
/// <param name="Done">The IDs of batches whose evidence was collected.</param>
/// <param name="GivenUp">The IDs of batches that were given up.</param>
/// <param name="IsCompleted">Nothing is left to do.</param>
/// <param name="LastActivity">The time of the newest blob; the minimum value if there is none.</param>
/// <param name="ReadAt">The time of this reading, by the storage's clock, like the others.</param>
internal sealed record AuditProgress(FrozenSet<string> Done, FrozenSet<string> GivenUp, bool IsCompleted, DateTimeOffset LastActivity, DateTimeOffset ReadAt)
{
    /// <summary>The batches without a result.</summary>
    public ImmutableArray<AuditBatch> Open(AuditManifest manifest) => [.. manifest.Batches.Where(batch => !Done.Contains(batch.Id) && !GivenUp.Contains(batch.Id))];
}

/// <summary>An unfinished audit.</summary>
/// <param name="OrganizationId">The organization.</param>
/// <param name="AuditId">The ID of the audit.</param>
/// <param name="Version">The version of the mark.</param>
/// <param name="MarkedAt">The time when its messages were last queued.</param>
/// <param name="ReadAt">The time of this reading, by the storage's clock, like the others.</param>
internal sealed record OpenAudit(string OrganizationId, string AuditId, string Version, DateTimeOffset MarkedAt, DateTimeOffset ReadAt);

/// <summary>The reason why a delivery of a message failed.</summary>
/// <param name="At">UTC.</param>
/// <param name="Cause">A sentence for the customer.</param>
internal sealed record AuditFailure(DateTimeOffset At, string Cause);
