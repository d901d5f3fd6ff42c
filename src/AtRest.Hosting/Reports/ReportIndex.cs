using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using AtRest.Storage;
using Microsoft.Extensions.Caching.Memory;

namespace AtRest.Hosting.Reports;

/// <summary>
/// The reports of each organization, newest first. A report has two entries with the same content: one in the index, which makes it visible, and one in its folder,
/// which is found by the report's ID. If one of them is damaged or missing, the report is left out, and all others are still found.
/// </summary>
internal sealed class ReportIndex(IBlobStore blobs, DamagedBlobs damaged, HostSettings settings, TimeProvider time) : IDisposable
{
    // An entry has a few KB.
    private const int MostEntries = 4000;
    private const int ReadsAtOnce = 16;

    /// <summary>The first digits of a name's time that all names within 28 hours share: after a cursor, few names with these digits must be passed over.</summary>
    private const int Window = 7;

    /// <summary>No report is older than this.</summary>
    private static readonly string Oldest = ReportBlobs.Inverted(DateTimeOffset.UnixEpoch);

    private readonly MemoryCache entries = new(new MemoryCacheOptions { SizeLimit = MostEntries });

    /// <summary>All reports, newest first.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="pageSize">How many are probably needed: the storage is read in pages of this size.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public IAsyncEnumerable<IndexedReport> AllAsync(string organizationId, int pageSize, CancellationToken cancellationToken) =>
        NamesAsync(ReportBlobs.IndexPrefix(organizationId), pageSize, cancellationToken);

    /// <summary>The reports that come after one. Names have times of equal length, so the rest of the index is a few prefixes, and what comes before is not listed.</summary>
    public async IAsyncEnumerable<IndexedReport> AfterAsync(IndexedReport report, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var prefix in PrefixesAfter(report))
        {
            await foreach (var older in NamesAsync(prefix, pageSize, cancellationToken))
            {
                if (string.CompareOrdinal(older.Name, report.Name) > 0)
                {
                    yield return older;
                }
            }
        }
    }

    /// <summary>The entries of the first reports that can be read, newest first.</summary>
    /// <exception cref="StorageException">There are reports, and none of them can be read now.</exception>
    public async Task<ImmutableArray<ReportEntry>> TakeAsync(IAsyncEnumerable<IndexedReport> reports, int count, CancellationToken cancellationToken)
    {
        var read = ImmutableArray.CreateBuilder<ReportEntry>(count);
        var waiting = new List<IndexedReport>(ReadsAtOnce);
        var unreadable = new ConcurrentQueue<StorageException>();
        await foreach (var report in reports.WithCancellation(cancellationToken))
        {
            waiting.Add(report);
            if (waiting.Count == Math.Min(ReadsAtOnce, count - read.Count))
            {
                await ReadWaitingAsync();
                if (read.Count == count)
                {
                    return read.ToImmutable();
                }
            }
        }

        await ReadWaitingAsync();
        return read.Count > 0 || !unreadable.TryPeek(out var fault) ? read.ToImmutable() : throw fault;

        async Task ReadWaitingAsync()
        {
            read.AddRange((await Task.WhenAll(waiting.Select(report => ReadAsync(report, cancellationToken, unreadable.Enqueue)))).OfType<ReportEntry>());
            waiting.Clear();
        }
    }

    /// <summary>A report; null if it does not exist, is not complete yet, or one of its entries is damaged.</summary>
    /// <param name="report">The report.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <param name="unreadable">Gets the error of an entry that cannot be read now, and may come back: for callers that pass such a report over. Null: it is thrown.</param>
    public async Task<ReportEntry?> ReadAsync(IndexedReport report, CancellationToken cancellationToken, Action<StorageException>? unreadable = null)
    {
        var name = ReportBlobs.Entry(report.OrganizationId, report.ReportId);
        try
        {
            var both = await Task.WhenAll(EntryAsync(name, report, cancellationToken), EntryAsync(report.Name, report, cancellationToken));
            return Together(report, name, both[0], both[1]);
        }
        catch (StorageException exception) when (exception.IsOfOneBlob && unreadable is not null)
        {
            unreadable(exception);
            return null;
        }
    }

    /// <summary>A report by its ID, without a listing; null as above.</summary>
    public async Task<ReportEntry?> FindAsync(string organizationId, string reportId, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.Entry(organizationId, reportId);
        if ((await EntryAsync(name, null, cancellationToken)).Entry is not { } entry)
        {
            return null;
        }

        if (entry.OrganizationId != organizationId || entry.ReportId != reportId)
        {
            damaged.Note(name, BlobJson.Changed(name, null), token => FindAsync(organizationId, reportId, token));
            return null;
        }

        var report = ReportBlobs.Index(entry);
        return Together(report, name, new Read(entry), await EntryAsync(report.Name, report, cancellationToken));
    }

    /// <summary>Whether a report still exists. One that has expired may be losing its files now.</summary>
    public async Task<bool> HasAsync(ReportEntry report, CancellationToken cancellationToken) =>
        !IsExpired(report.GeneratedAt) && await FindAsync(report.OrganizationId, report.ReportId, cancellationToken) is not null;

    /// <summary>Where a report is in the index; null if it is not there. A damaged report has a place, too.</summary>
    public async Task<IndexedReport?> PlaceAsync(string organizationId, string reportId, CancellationToken cancellationToken)
    {
        if (await FindAsync(organizationId, reportId, cancellationToken) is { } entry)
        {
            return ReportBlobs.Index(entry);
        }

        if (!await ExistsAsync(ReportBlobs.Entry(organizationId, reportId), cancellationToken))
        {
            return null;
        }

        await foreach (var report in AllAsync(organizationId, BlobListing.MaxLimit, cancellationToken))
        {
            if (report.ReportId == reportId)
            {
                return report;
            }
        }

        return null;
    }

    public void Dispose() => entries.Dispose();

    private static IEnumerable<string> PrefixesAfter(IndexedReport report)
    {
        var folder = ReportBlobs.IndexPrefix(report.OrganizationId);
        var digits = report.Segment[..ReportBlobs.TimeDigits];
        yield return folder + digits[..Window];
        for (var length = Window - 1; length >= 0; length--)
        {
            for (var digit = (char)(digits[length] + 1); digit <= '9'; digit++)
            {
                var prefix = digits[..length] + digit;
                if (string.CompareOrdinal(prefix, Oldest[..prefix.Length]) > 0)
                {
                    break;
                }

                yield return folder + prefix;
            }
        }
    }

    private async IAsyncEnumerable<IndexedReport> NamesAsync(string prefix, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in blobs.PagesAsync(prefix, Math.Min(pageSize, BlobListing.MaxLimit), cancellationToken))
        {
            foreach (var blob in page.Blobs)
            {
                if (ReportBlobs.Parse(blob.Name) is { } report)
                {
                    yield return report;
                }
            }
        }
    }

    private ReportEntry? Together(IndexedReport report, string name, Read inFolder, Read inIndex)
    {
        if (inIndex.IsMissing)
        {
            damaged.Forget(report.Name);
        }

        if (inFolder.IsMissing)
        {
            // The retention deletes the index entry last, so an expired report without a folder is not a damage.
            if (inIndex.Entry is null || IsExpired(report.GeneratedAt))
            {
                damaged.Forget(name);
            }
            else
            {
                damaged.Note(name, Gone(name, report), token => ReadAsync(report, token));
            }
        }

        return inIndex.Entry is null ? null : inFolder.Entry;
    }

    private bool IsExpired(DateTimeOffset generatedAt) => generatedAt < time.GetUtcNow().AddDays(-settings.Audits.ReportDays);

    private static StorageException Gone(string name, IndexedReport report) =>
        new($"The blob '{name}' does not exist, but the index entry '{report.Name}' does: the report was deleted. Restore the report's folder from a backup, or delete the index entry.") { IsDamage = true };

    private async Task<bool> ExistsAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            await using var blob = await blobs.ReadAsync(name, cancellationToken);
            return blob is not null;
        }
        catch (StorageException exception) when (exception.IsDamage || exception.IsOfOneBlob)
        {
            return true;
        }
    }

    /// <summary>Reads an entry, or takes it from the cache if the blob has not changed.</summary>
    private async Task<Read> EntryAsync(string name, IndexedReport? report, CancellationToken cancellationToken)
    {
        try
        {
            await using var blob = await blobs.ReadAsync(name, cancellationToken);
            if (blob is null)
            {
                return Read.Missing;
            }

            if (!entries.TryGetValue(name, out Cached? cached) || cached!.ETag != blob.Info.ETag)
            {
                cached = new Cached(blob.Info.ETag, await blob.ReadJsonAsync<ReportEntry>(cancellationToken));
                entries.Set(name, cached, new MemoryCacheEntryOptions { Size = 1 });
            }

            if (!cached.Entry.IsWell || (report is not null && ReportBlobs.Index(cached.Entry) != report))
            {
                throw BlobJson.Changed(name, null);
            }

            damaged.Forget(name);
            return new Read(cached.Entry);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            damaged.Note(name, exception, token => EntryAgainAsync(name, report, token));
            return Read.Damaged;
        }
        catch (StorageException exception) when (exception.IsOfOneBlob)
        {
            damaged.Note(name, exception, token => EntryAgainAsync(name, report, token));
            throw;
        }
    }

    private async Task EntryAgainAsync(string name, IndexedReport? report, CancellationToken cancellationToken)
    {
        if ((await EntryAsync(name, report, cancellationToken)).IsMissing)
        {
            damaged.Forget(name);
        }
    }

    private sealed record Cached(string ETag, ReportEntry Entry);

    private sealed record Read(ReportEntry? Entry)
    {
        public static Read Missing { get; } = new((ReportEntry?)null) { IsMissing = true };

        public static Read Damaged { get; } = new((ReportEntry?)null);

        public bool IsMissing { get; private init; }
    }
}
