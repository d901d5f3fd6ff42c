using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AtRest.Storage;

namespace AtRest.Hosting.Work.Claims;

/// <summary>
/// Records which worker has which message, in small blobs: <c>working/QUEUE/HASH.json</c>, by the hash of the message's text. A worker writes one before it begins, renews it while
/// it works, and deletes it at the end. Queues cannot show this: the Functions host hides a message for ten minutes, whether its worker is running or not. Every write names the
/// version that it replaces, so that only one of several workers has the claim.
/// </summary>
internal sealed class WorkClaims(IBlobStore blobs, ClaimTimes times, StoredAges ages)
{
    private const string Folder = "working/";
    private const int Attempts = 3;
    private const string PauseMark = ";pause=";

    public static string NameOf(string queue, string text) => $"{Folder}{queue}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}.json";

    public static string QueueOf(string name) => name.Split('/')[1];

    /// <summary>The name of the claim on the same message in the poison queue.</summary>
    public static string PoisonNameOf(string name) => $"{Folder}{QueueOf(name)}{QueueNames.Poison}/{name[(name.LastIndexOf('/') + 1)..]}";

    /// <summary>Claims a message. Null: it is done or given up, or a running worker has it.</summary>
    public async Task<HeldClaim?> TakeAsync(string queue, string text, CancellationToken cancellationToken)
    {
        var name = NameOf(queue, text);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var first = new WorkClaim { Queue = queue, Text = text };
            if (await WriteAsync(name, first, ClaimState.Held, WriteCondition.CreateOnly, cancellationToken) is { } created)
            {
                return created;
            }

            if (await FindAsync(name, cancellationToken) is not { } there)
            {
                continue;
            }

            if (there.State is ClaimState.Done or ClaimState.GivenUp || IsAlive(there))
            {
                return null;
            }

            if (await ReadOrBeginAsync(there, first, cancellationToken) is { } claim
                && await WriteAsync(name, WithKill(claim, there.State), ClaimState.Held, WriteCondition.Replace(there.ETag), cancellationToken) is { } taken)
            {
                return taken;
            }
        }

        // It changed each time: other workers are quicker.
        return null;
    }

    /// <summary>Renews the claim. Null: another worker has it.</summary>
    public Task<HeldClaim?> RenewAsync(HeldClaim held, CancellationToken cancellationToken) =>
        WriteAsync(held.Name, held.Claim, ClaimState.Held, WriteCondition.Replace(held.ETag), cancellationToken);

    /// <summary>Releases the message, which is to be delivered after a pause. Null: another worker has the claim.</summary>
    public Task<HeldClaim?> GiveBackAsync(HeldClaim held, WorkClaim claim, TimeSpan pause, CancellationToken cancellationToken) =>
        WriteAsync(held.Name, claim, ClaimState.Waiting, WriteCondition.Replace(held.ETag), cancellationToken, pause);

    /// <summary>Records that the message is given up. Null: another worker has the claim.</summary>
    public Task<HeldClaim?> GiveUpAsync(HeldClaim held, WorkClaim claim, CancellationToken cancellationToken) =>
        WriteAsync(held.Name, claim, ClaimState.GivenUp, WriteCondition.Replace(held.ETag), cancellationToken);

    /// <summary>Ends the claim: the work is done.</summary>
    public Task EndAsync(HeldClaim held, CancellationToken cancellationToken) => blobs.DeleteAsync(held.Name, held.ETag, cancellationToken);

    /// <summary>Ends the claim, and remembers that a late copy of the message must not be handled.</summary>
    public Task RememberAsync(HeldClaim held, CancellationToken cancellationToken) =>
        WriteAsync(held.Name, held.Claim, ClaimState.Done, WriteCondition.Replace(held.ETag), cancellationToken);

    /// <summary>Takes the message from a worker that is gone, so that it can be queued again. Null: another process was quicker, or the worker is running after all.</summary>
    public async Task<WorkClaim?> FreeAsync(ListedClaim listed, CancellationToken cancellationToken) =>
        await ReadAsync(listed, cancellationToken) is { } claim
            && await WriteAsync(listed.Name, WithKill(claim, listed.State), listed.State == ClaimState.GivenUp ? ClaimState.GivenUp : ClaimState.Waiting, WriteCondition.Replace(listed.ETag), cancellationToken) is { } freed
            ? freed.Claim
            : null;

    /// <summary>Whether a message was given up because the storage failed; false if nobody can tell.</summary>
    public async Task<bool> WasOutageAsync(ListedClaim listed, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(listed, cancellationToken) is { WasOutage: true };
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            return false;
        }
    }

    public Task RemoveAsync(ListedClaim listed, CancellationToken cancellationToken) => blobs.DeleteAsync(listed.Name, listed.ETag, cancellationToken);

    public bool IsAlive(ListedClaim claim) => claim.State == ClaimState.Held && claim.Age < times.Held;

    /// <summary>Whether the message of a claim is in good hands: a worker has it, it waits for its time, or it goes to the poison queue.</summary>
    public bool IsLookedAfter(ListedClaim claim) => claim.State switch
    {
        ClaimState.Held => IsAlive(claim),
        ClaimState.Waiting => claim.Age < claim.Pause + times.Quiet,
        ClaimState.GivenUp => true,
        _ => false,
    };

    /// <summary>The claim on a message; null if there is none.</summary>
    public async Task<ListedClaim?> FindAsync(string name, CancellationToken cancellationToken)
    {
        var page = await blobs.ListAsync(new BlobListing { Prefix = name, Limit = 1 }, cancellationToken);
        return page.Blobs is [var blob] ? Listed(blob, page.ReadAt) : null;
    }

    /// <summary>All claims: as many as messages that are being handled.</summary>
    public async Task<ImmutableArray<ListedClaim>> ListAsync(CancellationToken cancellationToken)
    {
        var claims = ImmutableArray.CreateBuilder<ListedClaim>();
        await foreach (var page in blobs.PagesAsync(Folder, cancellationToken))
        {
            ages.Note(page.ReadAt);
            claims.AddRange(page.Blobs.Select(blob => Listed(blob, page.ReadAt)));
        }

        return claims.ToImmutable();
    }

    private static WorkClaim WithKill(WorkClaim claim, ClaimState state) => state == ClaimState.Held ? claim with { Kills = claim.Kills + 1 } : claim;

    /// <summary>A claim whose state is damaged may be that of a running worker. When it expires, the message is free, as after a kill.</summary>
    private ListedClaim Listed(BlobInfo blob, DateTimeOffset readAt)
    {
        var parts = blob.ContentType.Split(PauseMark);
        var state = StateOf(parts[0]) ?? ClaimState.Held;
        var age = ages.Of(blob.Name, blob.ETag, blob.LastModified, readAt);
        var pause = parts is [_, var seconds] && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? TimeSpan.FromSeconds(number) : TimeSpan.Zero;
        return new ListedClaim(blob.Name, state, readAt - age, age, blob.ETag, pause);
    }

    private static string MediaTypeOf(ClaimState state) => $"application/vnd.atrest.{state.ToString().ToLowerInvariant()}+json";

    private static ClaimState? StateOf(string mediaType) => Enum.GetValues<ClaimState>().Cast<ClaimState?>().FirstOrDefault(state => MediaTypeOf(state!.Value) == mediaType);

    /// <summary>A damaged claim must not keep its message from being handled: what it counted is forgotten.</summary>
    private async Task<WorkClaim?> ReadOrBeginAsync(ListedClaim listed, WorkClaim first, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAsync(listed, cancellationToken);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            return first;
        }
    }

    /// <summary>The content of exactly the listed version; null if it no longer exists.</summary>
    private async Task<WorkClaim?> ReadAsync(ListedClaim listed, CancellationToken cancellationToken)
    {
        if (await blobs.ReadAsync(listed.Name, cancellationToken) is not { } blob)
        {
            return null;
        }

        await using (blob)
        {
            try
            {
                return blob.Info.ETag == listed.ETag
                    ? await JsonSerializer.DeserializeAsync<WorkClaim>(blob.Content, HostingJson.Options, cancellationToken) ?? throw BlobJson.Changed(listed.Name, null)
                    : null;
            }
            catch (Exception exception) when (BlobJson.IsUnreadable(exception))
            {
                throw BlobJson.Changed(listed.Name, exception);
            }
        }
    }

    private async Task<HeldClaim?> WriteAsync(string name, WorkClaim claim, ClaimState state, WriteCondition condition, CancellationToken cancellationToken, TimeSpan pause = default)
    {
        var mediaType = MediaTypeOf(state) + (pause > TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $"{PauseMark}{Math.Ceiling(pause.TotalSeconds)}") : "");
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(claim, HostingJson.Options));
        var written = await blobs.WriteAsync(name, content, new BlobWrite { Condition = condition, ContentType = mediaType }, cancellationToken);
        return written.IsWritten ? new HeldClaim(name, claim, written.ETag) : null;
    }
}
