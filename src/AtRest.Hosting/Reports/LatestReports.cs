using System.Collections.Immutable;
using AtRest.Hosting.Clocks;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>
/// The newest reports of each organization, in one small blob, so that the newest one is found without a listing. A report is named there before its index entry is written:
/// the first name whose report exists is the newest report, wherever a writer was killed. A blob that is missing or damaged is made again from the index.
/// </summary>
internal sealed class LatestReports(IBlobStore blobs, ReportIndex index, DamagedBlobs damaged, ClockWatch clock)
{
    /// <summary>A write is tried again when another writer was faster. Each failure is the success of another one.</summary>
    private const int Attempts = 50;

    /// <summary>A report that was named so long ago, and does not exist, has no writer any more.</summary>
    private static readonly TimeSpan LongestWrite = TimeSpan.FromDays(1);

    /// <summary>Writes the index entry of a complete report, which makes the report visible.</summary>
    public async Task PublishAsync(ReportEntry entry, CancellationToken cancellationToken)
    {
        var report = ReportBlobs.Index(entry);
        await NameAsync(report, cancellationToken);
        await blobs.WriteJsonAsync(report.Name, entry, WriteCondition.CreateOnly, cancellationToken);

        // Again, because the pointer may have been made from the index in between. This is almost always only a read.
        await NameAsync(report, cancellationToken);
    }

    /// <summary>
    /// The newest report that fulfils a condition and can be read; null if there is none. A report in the future was made while a clock was ahead: it counts only if there is no other,
    /// because the clock may be behind now.
    /// </summary>
    public async Task<ReportEntry?> FindAsync(string organizationId, LatestOf scope, Predicate<IndexedReport> isWanted, CancellationToken cancellationToken)
    {
        var isFuture = false;
        var found = await FindAnyAsync(organizationId, scope, IsPresent, cancellationToken);
        return found is null && isFuture ? await FindAnyAsync(organizationId, scope, isWanted, cancellationToken) : found;

        bool IsPresent(IndexedReport report)
        {
            if (!isWanted(report))
            {
                return false;
            }

            if (clock.IsFuture(report.GeneratedAt))
            {
                isFuture = true;
                clock.NoteFuture("A stored report");
                return false;
            }

            return true;
        }
    }

    private async Task<ReportEntry?> FindAnyAsync(string organizationId, LatestOf scope, Predicate<IndexedReport> isWanted, CancellationToken cancellationToken)
    {
        var pointer = await ReadAsync(organizationId, cancellationToken);
        var names = pointer.Names ?? await FromIndexAsync(organizationId, cancellationToken);
        var known = names.Of(scope);
        var isPassedOver = false;
        StorageException? fault = null;
        foreach (var report in known.Reports(organizationId))
        {
            if (!isWanted(report))
            {
                isPassedOver = true;
            }
            else if (await index.ReadAsync(report, cancellationToken, exception => fault = exception) is { } entry)
            {
                await WriteIfChangedAsync(organizationId, pointer, names, cancellationToken);
                return entry;
            }
        }

        if (known.IsAll)
        {
            ThrowIfUnreadable();
            await WriteIfChangedAsync(organizationId, pointer, names, cancellationToken);
            return null;
        }

        var (found, next) = await WalkAsync(organizationId, scope, isWanted, exception => fault = exception, cancellationToken);
        if (found is null)
        {
            ThrowIfUnreadable();
        }

        // A report that cannot be read now stays in the pointer: it may come back.
        await WriteIfChangedAsync(organizationId, pointer, isPassedOver || fault is not null ? names : names.With(scope, known.ThenOnly(next)), cancellationToken);
        return found;

        // There are reports, so "none" would be wrong.
        void ThrowIfUnreadable()
        {
            if (fault is not null)
            {
                throw fault;
            }
        }
    }

    /// <summary>Corrects the pointer, or deletes it if it has nothing to name.</summary>
    /// <param name="organizationId">Whose.</param>
    /// <param name="kept">All reports of the organization, newest first.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task SettleAsync(string organizationId, IReadOnlyList<IndexedReport> kept, CancellationToken cancellationToken)
    {
        var pointer = await ReadAsync(organizationId, cancellationToken);
        var names = new LatestNames { Whole = Settled(LatestOf.Organization), Any = Settled(LatestOf.Any) };
        if (names.Any.Names.IsEmpty)
        {
            if (pointer.ETag is { } etag)
            {
                await blobs.DeleteAsync(ReportBlobs.Latest(organizationId), etag, cancellationToken);
            }

            return;
        }

        await WriteIfChangedAsync(organizationId, pointer, names, cancellationToken);

        NewestNames Settled(LatestOf scope)
        {
            var coming = pointer.Names?.Of(scope).Reports(organizationId).Where(report => clock.IsFuture(report.GeneratedAt + LongestWrite)) ?? [];
            return NewestNames.Of([.. kept.Where(report => report.Is(scope)).Concat(coming).Select(report => report.Segment)]);
        }
    }

    /// <summary>Names a report that is about to become visible. An older one never replaces a newer one.</summary>
    private async Task NameAsync(IndexedReport report, CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var pointer = await ReadAsync(report.OrganizationId, cancellationToken);
            var names = (pointer.Names ?? await FromIndexAsync(report.OrganizationId, cancellationToken)).And(report);
            if (names.IsSameAs(pointer.Names) || await WriteAsync(report.OrganizationId, pointer, names, cancellationToken))
            {
                return;
            }
        }

        throw new StorageException($"The blob '{ReportBlobs.Latest(report.OrganizationId)}' is written by too many writers at once.") { IsTransient = true };
    }

    /// <summary>The first names of the index, up to the newest one about the whole organization.</summary>
    private async Task<LatestNames> FromIndexAsync(string organizationId, CancellationToken cancellationToken)
    {
        List<string> whole = [];
        List<string> any = [];
        await foreach (var report in index.AllAsync(organizationId, BlobListing.MaxLimit, cancellationToken))
        {
            if (any.Count <= NewestNames.Most)
            {
                any.Add(report.Segment);
            }

            if (report.IsWhole && whole.Count <= NewestNames.Most)
            {
                whole.Add(report.Segment);
            }

            if (whole.Count > NewestNames.Most)
            {
                break;
            }
        }

        return new LatestNames { Whole = NewestNames.Of(whole), Any = NewestNames.Of(any) };
    }

    /// <summary>The first report that is wanted and can be read, from the newest on, and the name of the first one of the kind that can be read.</summary>
    private async Task<(ReportEntry? Found, IndexedReport? Next)> WalkAsync(string organizationId, LatestOf scope, Predicate<IndexedReport> isWanted, Action<StorageException> unreadable, CancellationToken cancellationToken)
    {
        await foreach (var report in index.AllAsync(organizationId, BlobListing.MaxLimit, cancellationToken))
        {
            if (report.Is(scope) && isWanted(report) && await index.ReadAsync(report, cancellationToken, unreadable) is { } entry)
            {
                return (entry, report);
            }
        }

        return (null, null);
    }

    private async Task<Pointer> ReadAsync(string organizationId, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.Latest(organizationId);
        string? etag = null;
        try
        {
            await using var blob = await blobs.ReadAsync(name, cancellationToken);
            if (blob is null)
            {
                return new Pointer(null, null);
            }

            etag = blob.Info.ETag;
            var names = await blob.ReadJsonAsync<LatestNames>(cancellationToken);
            return names.IsWell(organizationId) ? new Pointer(names, etag) : throw BlobJson.Changed(name, null);
        }
        catch (StorageException exception) when (exception.IsDamage || exception.IsOfOneBlob)
        {
            damaged.Note(name, exception, readAgain: null);

            // A file that cannot be opened has a version only in a listing.
            etag ??= (await blobs.ListAsync(new BlobListing { Prefix = name, Limit = 1 }, cancellationToken)).Blobs.FirstOrDefault()?.ETag;
            return new Pointer(null, etag);
        }
    }

    /// <summary>Readers write what they had to find out. Their answer is right without it.</summary>
    private async Task WriteIfChangedAsync(string organizationId, Pointer pointer, LatestNames names, CancellationToken cancellationToken)
    {
        if (names.IsSameAs(pointer.Names) || (names.Any.Names.IsEmpty && pointer.ETag is null))
        {
            return;
        }

        try
        {
            await WriteAsync(organizationId, pointer, names, cancellationToken);
        }
        catch (StorageException)
        {
            // The next one tries again.
        }
    }

    private Task<bool> WriteAsync(string organizationId, Pointer pointer, LatestNames names, CancellationToken cancellationToken) => blobs.WriteJsonAsync(
        ReportBlobs.Latest(organizationId), names, pointer.ETag is { } etag ? WriteCondition.Replace(etag) : WriteCondition.CreateOnly, cancellationToken);

    /// <param name="Names">Null: there is no pointer, or it is damaged.</param>
    /// <param name="ETag">Null: there is no pointer.</param>
    private sealed record Pointer(LatestNames? Names, string? ETag);
}

/// <summary>The content of the pointer.</summary>
internal sealed record LatestNames
{
    /// <summary>Reports about the whole organization.</summary>
    public required NewestNames Whole { get; init; }

    /// <summary>All reports.</summary>
    public required NewestNames Any { get; init; }

    public NewestNames Of(LatestOf scope) => scope == LatestOf.Any ? Any : Whole;

    public LatestNames With(LatestOf scope, NewestNames names) => scope == LatestOf.Any ? this with { Any = names } : this with { Whole = names };

    public LatestNames And(IndexedReport report) => new() { Whole = report.IsWhole ? Whole.And(report.Segment) : Whole, Any = Any.And(report.Segment) };

    public bool IsSameAs(LatestNames? other) => other is not null && Whole.IsSameAs(other.Whole) && Any.IsSameAs(other.Any);

    public bool IsWell(string organizationId) => Whole.IsWell(organizationId, LatestOf.Organization) && Any.IsWell(organizationId, LatestOf.Any);
}

/// <summary>The newest reports of a kind. Every report of the kind that is newer than the last one in the list is in the list.</summary>
internal sealed record NewestNames
{
    /// <summary>Enough that the previous reports are found when the newest ones are damaged, or were never completed.</summary>
    public const int Most = 8;

    /// <summary>The last segments of the names of the index entries, newest first.</summary>
    public required ImmutableArray<string> Names { get; init; }

    /// <summary>There are no older reports of this kind.</summary>
    public required bool IsAll { get; init; }

    /// <param name="names">All reports of the kind, or at least one more than are kept.</param>
    public static NewestNames Of(IReadOnlyCollection<string> names)
    {
        ImmutableArray<string> sorted = [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return new NewestNames { Names = [.. sorted.Take(Most)], IsAll = sorted.Length <= Most };
    }

    public NewestNames And(string name)
    {
        // What is older than all in the list says nothing about the reports between the two.
        if (Names.Contains(name) || (!IsAll && (Names.IsEmpty || string.CompareOrdinal(name, Names[^1]) > 0)))
        {
            return this;
        }

        var next = Of([.. Names, name]);
        return next with { IsAll = IsAll && next.IsAll };
    }

    /// <summary>The list, if none of its reports can be read, and the next one that can be read is known.</summary>
    public NewestNames ThenOnly(IndexedReport? next) => next is null
        ? this with { IsAll = true }
        : new NewestNames { Names = [.. Names.Where(name => string.CompareOrdinal(name, next.Segment) < 0).Take(Most - 1), next.Segment], IsAll = false };

    public IEnumerable<IndexedReport> Reports(string organizationId) => Names.Select(name => ReportBlobs.Parse(ReportBlobs.IndexPrefix(organizationId) + name)).OfType<IndexedReport>();

    public bool IsSameAs(NewestNames other) => IsAll == other.IsAll && Names.SequenceEqual(other.Names, StringComparer.Ordinal);

    public bool IsWell(string organizationId, LatestOf scope) =>
        !Names.IsDefault && Names.Length <= Most && Names.All(name => name is not null)
        && Reports(organizationId).Count(report => report.Is(scope)) == Names.Length
        && Names.SequenceEqual(Names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), StringComparer.Ordinal);
}
