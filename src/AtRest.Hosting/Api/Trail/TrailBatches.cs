using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using AtRest.Storage;

namespace AtRest.Hosting.Api.Trail;

/// <summary>
/// The blobs of the trails: each has some events of an organization in the order in which they were written. A name begins with the time until a far day, so that the newest blob is the first of a listing.
/// Events are added to the newest blob until it is full or the day is over, so that their number stays small; workers that add to it at the same time take turns.
/// </summary>
internal sealed class TrailBatches(IBlobStore blobs)
{
    /// <summary>The largest number of events in a blob.</summary>
    public const int MostInBatch = 500;

    private const string Root = "trail/";
    private const int TickDigits = 19;
    private const int RandomBytes = 4;
    private const int ReadsAtOnce = 16;
    private const int MostAttempts = 20;

    /// <summary>Adds events to the trail of an organization: at most <see cref="MostInBatch"/>.</summary>
    public async Task WriteAsync(string organizationId, ImmutableArray<TrailEntry> entries, CancellationToken cancellationToken)
    {
        ImmutableArray<TrailEntry> sorted = [.. entries.OrderBy(entry => entry.At)];
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            if (await AddAsync(organizationId, sorted, cancellationToken))
            {
                return;
            }
        }

        throw new StorageException("The trail of an organization was changed by others at the same time, again and again.") { IsTransient = true };
    }

    /// <summary>False if another worker changed the newest blob meanwhile.</summary>
    private async Task<bool> AddAsync(string organizationId, ImmutableArray<TrailEntry> entries, CancellationToken cancellationToken)
    {
        var folder = Folder(organizationId);
        var newest = (await blobs.ListAsync(new BlobListing { Prefix = folder, Limit = 1 }, cancellationToken)).Blobs.FirstOrDefault();
        var begun = newest is null ? null : BegunAt(newest.Name);
        // Events of the day before that come late are added too.
        if (begun is { } day && day.UtcDateTime.Date >= entries[^1].At.UtcDateTime.Date && await ReadAsync(newest!, cancellationToken) is { } known && known.Entries.Length + entries.Length <= MostInBatch)
        {
            return await blobs.WriteJsonAsync(newest!.Name, new TrailBatch([.. known.Entries, .. entries]), WriteCondition.Replace(newest.ETag), cancellationToken);
        }

        // Later than the blob before, so that it is the first of the listing.
        var at = begun is { } before && before >= entries[0].At ? before.AddTicks(1) : entries[0].At;
        var name = string.Create(CultureInfo.InvariantCulture, $"{folder}{DateTimeOffset.MaxValue.UtcTicks - at.UtcTicks:D19}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}.json");
        return await blobs.WriteJsonAsync(name, new TrailBatch(entries), WriteCondition.CreateOnly, cancellationToken);
    }

    /// <summary>Null for a blob that is damaged or was deleted: nothing is added to it.</summary>
    private async Task<TrailBatch?> ReadAsync(BlobInfo blob, CancellationToken cancellationToken)
    {
        try
        {
            return await blobs.ReadJsonAsync<TrailBatch>(blob.Name, cancellationToken);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            return null;
        }
    }

    /// <summary>A page of an organization's events.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="before">Where the page before ended (<see cref="TrailPage.Next"/>); null for the first.</param>
    /// <param name="limit">The largest number of events.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async Task<TrailPage> ReadAsync(string organizationId, TrailPlace? before, int limit, CancellationToken cancellationToken)
    {
        List<(TrailPlace Place, TrailEntry Entry)> found = [];
        List<string> waiting = [];
        await foreach (var page in blobs.PagesAsync(Folder(organizationId), before is null ? limit + 1 : BlobListing.MaxLimit, cancellationToken))
        {
            foreach (var name in page.Blobs.Select(blob => blob.Name[Folder(organizationId).Length..^".json".Length]).Where(name => before is null || string.CompareOrdinal(name, before.Batch) >= 0))
            {
                waiting.Add(name);
                if (waiting.Count == ReadsAtOnce)
                {
                    await ReadWaitingAsync();
                }
            }

            await ReadWaitingAsync();
            if (found.Count > limit)
            {
                break;
            }
        }

        return new TrailPage([.. found.Take(limit).Select(item => item.Entry)], found.Count > limit ? found[limit - 1].Place : null);

        async Task ReadWaitingAsync()
        {
            if (found.Count <= limit)
            {
                var read = await Task.WhenAll(waiting.Select(name => blobs.ReadJsonAsync<TrailBatch>($"{Folder(organizationId)}{name}.json", cancellationToken)));
                // An event keeps its place in its blob, so that pages have each one once while others are added.
                found.AddRange(waiting.Zip(read).SelectMany(batch => (batch.Second?.Entries ?? []).Select((entry, index) => (new TrailPlace(batch.First, index), entry)).Reverse())
                    .Where(item => before is null || item.Item1.Batch != before.Batch || item.Item1.Index < before.Index));
            }

            waiting.Clear();
        }
    }

    /// <summary>The names of all blobs whose day was over before a time.</summary>
    public async Task<ImmutableArray<string>> BeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var old = ImmutableArray.CreateBuilder<string>();
        await foreach (var blob in blobs.AllAsync(Root, cancellationToken))
        {
            if (BegunAt(blob.Name) is { } begun && begun.UtcDateTime.Date.AddDays(1) <= time.UtcDateTime)
            {
                old.Add(blob.Name);
            }
        }

        return old.ToImmutable();
    }

    /// <summary>The time in the name of a blob; null if it is not the name of one.</summary>
    private static DateTimeOffset? BegunAt(string name) =>
        name.Split('/') is [_, _, { Length: > TickDigits } file] && long.TryParse(file[..TickDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var left) && left <= DateTimeOffset.MaxValue.UtcTicks
            ? new DateTimeOffset(DateTimeOffset.MaxValue.UtcTicks - left, TimeSpan.Zero)
            : null;

    private static string Folder(string organizationId) => StoragePaths.IsOrganizationId(organizationId)
        ? $"{Root}{organizationId}/"
        : throw new ArgumentException("This is not the ID of an organization.", nameof(organizationId));
}

/// <summary>The content of a blob.</summary>
/// <param name="Entries">In the order in which they were written.</param>
internal sealed record TrailBatch(ImmutableArray<TrailEntry> Entries);

/// <summary>A page of a trail.</summary>
/// <param name="Entries">The newest first. Events that different workers wrote can be some seconds out of order.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
internal sealed record TrailPage(ImmutableArray<TrailEntry> Entries, TrailPlace? Next);

/// <summary>A place in a trail: <c>BATCH.INDEX</c>.</summary>
/// <param name="Batch">The name of a blob, without its folder and ending.</param>
/// <param name="Index">The place in it, from 0. It never changes.</param>
internal sealed partial record TrailPlace(string Batch, int Index)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Batch}.{Index}");

    /// <summary>Null if the text is not a place.</summary>
    public static TrailPlace? Parse(string text) => Form().Match(text) is { Success: true } match
        ? new TrailPlace(match.Groups[1].Value, int.Parse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture))
        : null;

    [System.Text.RegularExpressions.GeneratedRegex(@"^([0-9]{19}-[0-9a-f]{8})\.([0-9]{1,6})\z")]
    private static partial System.Text.RegularExpressions.Regex Form();
}
