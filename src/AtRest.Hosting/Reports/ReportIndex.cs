using System.Collections.Immutable;
using AtRest.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace AtRest.Hosting.Reports;

/// <summary>The reports of each organization, newest first. Entries never change, so read ones are cached for a while.</summary>
internal sealed class ReportIndex(IBlobStore blobs) : IDisposable
{
    // Counted in clusters, some 200 bytes each: an entry may list thousands.
    private const int MostClusters = 200_000;
    private const int ReadsAtOnce = 8;

    private readonly MemoryCache entries = new(new MemoryCacheOptions { SizeLimit = MostClusters });

    /// <summary>The newest first.</summary>
    public async IAsyncEnumerable<IndexedReport> AllAsync(string organizationId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in blobs.AllAsync(ReportBlobs.IndexPrefix(organizationId), cancellationToken))
        {
            if (ReportBlobs.Parse(blob.Name) is { } report)
            {
                yield return report;
            }
        }
    }

    /// <summary>The first reports whose names fulfil a condition.</summary>
    public async Task<IndexedReport?> FirstAsync(string organizationId, Predicate<IndexedReport> isWanted, CancellationToken cancellationToken)
    {
        await foreach (var report in AllAsync(organizationId, cancellationToken))
        {
            if (isWanted(report))
            {
                return report;
            }
        }

        return null;
    }

    /// <summary>The entries of some reports, in their order, without those that the retention has deleted meanwhile.</summary>
    public async Task<ImmutableArray<ReportEntry>> ReadAsync(IEnumerable<IndexedReport> reports, CancellationToken cancellationToken)
    {
        var read = ImmutableArray.CreateBuilder<ReportEntry>();
        foreach (var some in reports.Chunk(ReadsAtOnce))
        {
            read.AddRange((await Task.WhenAll(some.Select(report => ReadAsync(report.Name, cancellationToken)))).OfType<ReportEntry>());
        }

        return read.ToImmutable();
    }

    /// <summary>Null if it does not exist.</summary>
    public async Task<ReportEntry?> ReadAsync(string name, CancellationToken cancellationToken)
    {
        if (entries.TryGetValue(name, out ReportEntry? known))
        {
            return known;
        }

        var entry = await blobs.ReadJsonAsync<ReportEntry>(name, cancellationToken);
        if (entry is not null)
        {
            entries.Set(name, entry, new MemoryCacheEntryOptions { Size = 1 + entry.Clusters.Length });
        }

        return entry;
    }

    public void Dispose() => entries.Dispose();
}
