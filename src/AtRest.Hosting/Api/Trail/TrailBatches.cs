using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using AtRest.Storage;

namespace AtRest.Hosting.Api.Trail;

/// <summary>
/// The blobs of the trails: each has some events of an organization, the newest first. A name begins with the time until a far day, so that the newest blob is the first of a listing. A blob is written
/// once and never changed, so workers do not disturb each other.
/// </summary>
internal sealed class TrailBatches(IBlobStore blobs)
{
    private const string Root = "trail/";
    private const int TickDigits = 19;
    private const int RandomBytes = 4;
    private const int ReadsAtOnce = 16;

    public async Task WriteAsync(string organizationId, ImmutableArray<TrailEntry> entries, CancellationToken cancellationToken)
    {
        ImmutableArray<TrailEntry> sorted = [.. entries.OrderByDescending(entry => entry.At)];
        var left = DateTimeOffset.MaxValue.UtcTicks - sorted[0].At.UtcTicks;
        var name = string.Create(CultureInfo.InvariantCulture, $"{Folder(organizationId)}{left:D19}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes))}.json");
        await blobs.WriteJsonAsync(name, new TrailBatch(sorted), WriteCondition.CreateOnly, cancellationToken);
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
                found.AddRange(waiting.Zip(read).SelectMany(batch => (batch.Second?.Entries ?? []).Select((entry, index) => (new TrailPlace(batch.First, index), entry)))
                    .Where(item => before is null || item.Item1.Batch != before.Batch || item.Item1.Index > before.Index));
            }

            waiting.Clear();
        }
    }

    /// <summary>The names of all blobs whose newest event is before a time.</summary>
    public async Task<ImmutableArray<string>> BeforeAsync(DateTimeOffset time, CancellationToken cancellationToken)
    {
        var old = ImmutableArray.CreateBuilder<string>();
        await foreach (var blob in blobs.AllAsync(Root, cancellationToken))
        {
            if (blob.Name.Split('/') is [_, _, { Length: > TickDigits } file] && long.TryParse(file[..TickDigits], NumberStyles.None, CultureInfo.InvariantCulture, out var left)
                && DateTimeOffset.MaxValue.UtcTicks - left < time.UtcTicks)
            {
                old.Add(blob.Name);
            }
        }

        return old.ToImmutable();
    }

    private static string Folder(string organizationId) => StoragePaths.IsOrganizationId(organizationId)
        ? $"{Root}{organizationId}/"
        : throw new ArgumentException("This is not the ID of an organization.", nameof(organizationId));
}

/// <summary>The content of a blob.</summary>
/// <param name="Entries">The newest first.</param>
internal sealed record TrailBatch(ImmutableArray<TrailEntry> Entries);

/// <summary>A page of a trail.</summary>
/// <param name="Entries">The newest first. Events that different workers wrote can be some seconds out of order.</param>
/// <param name="Next">Where the next page begins; null on the last one.</param>
internal sealed record TrailPage(ImmutableArray<TrailEntry> Entries, TrailPlace? Next);

/// <summary>A place in a trail: <c>BATCH.INDEX</c>.</summary>
/// <param name="Batch">The name of a blob, without its folder and ending.</param>
/// <param name="Index">The place in it, from 0.</param>
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
