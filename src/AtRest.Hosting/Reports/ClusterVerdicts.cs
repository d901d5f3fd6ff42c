using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using AtRest.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace AtRest.Hosting.Reports;

/// <summary>The verdict on each cluster of a report, in a separate blob that is written and read one cluster at a time.</summary>
internal sealed class ClusterVerdicts(IBlobStore blobs, ReportIndex index, DamagedBlobs damaged) : IDisposable
{
    /// <summary>In clusters.</summary>
    private const int MostKnown = 200_000;

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = MostKnown });

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

    /// <summary>All clusters of a report; null if they cannot be read. What was read is kept as long as the blob is the same, and then it is the same list.</summary>
    public async Task<IReadOnlyList<ReportedCluster>?> ReadAsync(ReportEntry entry, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.Clusters(entry.OrganizationId, entry.ReportId);
        var version = entry.Clusters.AreInside ? null : await VersionAsync(name, cancellationToken);
        if (version is not null && known.Get<Known>(name) is { } last && last.Version == version)
        {
            return last.Clusters;
        }

        var clusters = await ReadAsync(entry, _ => true, cancellationToken);
        return clusters is null || version is null ? clusters : known.Set(name, new Known(version, clusters), new MemoryCacheEntryOptions { Size = 1 + clusters.Count }).Clusters;
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

    public void Dispose() => known.Dispose();

    /// <summary>The version of a blob, without its content; null if there is none that can be read.</summary>
    private async Task<string?> VersionAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var page = await blobs.ListAsync(new BlobListing { Prefix = name, Limit = 1 }, cancellationToken);
            return page.Blobs is [var blob, ..] && blob.Name == name ? blob.ETag : null;
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
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

    private sealed record Known(string Version, IReadOnlyList<ReportedCluster> Clusters);

    /// <summary>What an earlier release wrote.</summary>
    private sealed record EarlierEntry
    {
        public required IReadOnlyList<ReportedCluster?> Clusters { get; init; }
    }
}
