using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>The verdict on each cluster of a report, in a separate blob that is written and read one cluster at a time.</summary>
internal sealed class ClusterVerdicts(IBlobStore blobs, ReportIndex index, DamagedBlobs damaged)
{
    /// <summary>Writes the blob if it does not exist.</summary>
    public async Task WriteAsync(string organizationId, string reportId, IEnumerable<ReportedCluster> clusters, CancellationToken cancellationToken)
    {
        var pipe = new Pipe();
        var serializing = SerializeAsync(pipe.Writer, clusters, cancellationToken);
        try
        {
            await blobs.WriteAsync(
                ReportBlobs.Clusters(organizationId, reportId),
                pipe.Reader.AsStream(),
                new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = BlobJson.MediaType },
                cancellationToken);
        }
        finally
        {
            // A blob that exists is not read to its end.
            await pipe.Reader.CompleteAsync();
            await serializing;
        }
    }

    /// <summary>The clusters that fulfil a condition; null if they cannot be read. Only these are in memory.</summary>
    public async Task<List<ReportedCluster>?> ReadAsync(ReportEntry entry, Predicate<ReportedCluster> isWanted, CancellationToken cancellationToken)
    {
        var name = entry.Clusters.AreInside ? ReportBlobs.Entry(entry.OrganizationId, entry.ReportId) : ReportBlobs.Clusters(entry.OrganizationId, entry.ReportId);
        try
        {
            var found = new List<ReportedCluster>();
            var count = 0;
            await foreach (var cluster in AllAsync(name, entry.Clusters.AreInside, cancellationToken))
            {
                count++;
                if (isWanted(cluster))
                {
                    found.Add(cluster);
                }
            }

            if (count != entry.Clusters.Total)
            {
                throw BlobJson.Changed(name, null);
            }

            damaged.Forget(name);
            return found;
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            // The retention may have deleted the report meanwhile.
            if (await index.ReadAsync(ReportBlobs.Index(entry), cancellationToken) is null)
            {
                damaged.Forget(name);
            }
            else
            {
                damaged.Note(name, exception, token => ReadAsync(entry, _ => false, token));
            }

            return null;
        }
    }

    private async IAsyncEnumerable<ReportedCluster> AllAsync(string name, bool isEntry, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (isEntry)
        {
            foreach (var cluster in (await blobs.ReadJsonAsync<EarlierEntry>(name, cancellationToken) ?? throw BlobJson.Changed(name, null)).Clusters)
            {
                yield return cluster ?? throw BlobJson.Changed(name, null);
            }

            yield break;
        }

        await using var blob = await blobs.ReadAsync(name, cancellationToken) ?? throw BlobJson.Changed(name, null);
        await using var clusters = JsonSerializer.DeserializeAsyncEnumerable<ReportedCluster>(blob.Content, HostingJson.Options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (await NextAsync(name, clusters))
        {
            yield return clusters.Current ?? throw BlobJson.Changed(name, null);
        }
    }

    private static async Task<bool> NextAsync(string name, IAsyncEnumerator<ReportedCluster?> clusters)
    {
        try
        {
            return await clusters.MoveNextAsync();
        }
        catch (Exception exception) when (BlobJson.IsUnreadable(exception))
        {
            throw BlobJson.Changed(name, exception);
        }
    }

    private static async Task SerializeAsync(PipeWriter writer, IEnumerable<ReportedCluster> clusters, CancellationToken cancellationToken)
    {
        // The first cluster is not serialized before the reader is there.
        await Task.Yield();
        Exception? fault = null;
        try
        {
            await JsonSerializer.SerializeAsync(writer, clusters, HostingJson.Options, cancellationToken);
        }
        catch (Exception exception)
        {
            // The reader gets it, and with it the caller.
            fault = exception;
        }

        await writer.CompleteAsync(fault);
    }

    /// <summary>What an earlier release wrote.</summary>
    private sealed record EarlierEntry
    {
        public required IReadOnlyList<ReportedCluster?> Clusters { get; init; }
    }
}
