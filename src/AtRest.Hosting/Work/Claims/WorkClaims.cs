using System.Collections.Immutable;
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
internal sealed class WorkClaims(IBlobStore blobs, ClaimTimes times)
{
    private const string Folder = "working/";
    private const int Attempts = 3;

    public static string NameOf(string queue, string text) => $"{Folder}{queue}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}.json";

    public static string QueueOf(string name) => name.Split('/')[1];

    /// <summary>Claims a message. Null: it is done, or a running worker has it.</summary>
    public async Task<HeldClaim?> TakeAsync(string queue, string text, CancellationToken cancellationToken)
    {
        var name = NameOf(queue, text);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var first = new WorkClaim { Queue = queue, Text = text, Tries = 1 };
            if (await WriteAsync(name, first, ClaimState.Held, WriteCondition.CreateOnly, cancellationToken) is { } created)
            {
                return created;
            }

            if (await FindAsync(name, cancellationToken) is not { } there)
            {
                continue;
            }

            if (there.State == ClaimState.Done || IsAlive(there))
            {
                return null;
            }

            if (await ReadAsync(there, cancellationToken) is { } claim
                && await WriteAsync(name, claim with { Tries = claim.Tries + 1 }, ClaimState.Held, WriteCondition.Replace(there.ETag), cancellationToken) is { } taken)
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

    /// <summary>Releases the message: the next delivery may be handled immediately. Null: another worker has the claim.</summary>
    public Task<HeldClaim?> GiveBackAsync(HeldClaim held, int tries, CancellationToken cancellationToken) =>
        WriteAsync(held.Name, held.Claim with { Tries = tries }, ClaimState.Waiting, WriteCondition.Replace(held.ETag), cancellationToken);

    /// <summary>Ends the claim: the work is done.</summary>
    public Task EndAsync(HeldClaim held, CancellationToken cancellationToken) => blobs.DeleteAsync(held.Name, held.ETag, cancellationToken);

    /// <summary>Ends the claim, and remembers that a late copy of the message must not be handled.</summary>
    public Task RememberAsync(HeldClaim held, CancellationToken cancellationToken) =>
        WriteAsync(held.Name, held.Claim, ClaimState.Done, WriteCondition.Replace(held.ETag), cancellationToken);

    /// <summary>Takes the message from a worker that is gone, so that it can be queued again. Null: another process was quicker, or the worker is running after all.</summary>
    public async Task<WorkClaim?> FreeAsync(ListedClaim listed, CancellationToken cancellationToken) =>
        await ReadAsync(listed, cancellationToken) is { } claim
            && await WriteAsync(listed.Name, claim, ClaimState.Waiting, WriteCondition.Replace(listed.ETag), cancellationToken) is not null
            ? claim
            : null;

    public Task RemoveAsync(ListedClaim listed, CancellationToken cancellationToken) => blobs.DeleteAsync(listed.Name, listed.ETag, cancellationToken);

    public bool IsAlive(ListedClaim claim) => claim.State == ClaimState.Held && claim.Age < times.Held;

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
            claims.AddRange(page.Blobs.Select(blob => Listed(blob, page.ReadAt)).OfType<ListedClaim>());
        }

        return claims.ToImmutable();
    }

    private static ListedClaim? Listed(BlobInfo blob, DateTimeOffset readAt) =>
        StateOf(blob.ContentType) is { } state ? new ListedClaim(blob.Name, state, blob.LastModified, readAt - blob.LastModified, blob.ETag) : null;

    private static string MediaTypeOf(ClaimState state) => $"application/vnd.atrest.{state.ToString().ToLowerInvariant()}+json";

    private static ClaimState? StateOf(string mediaType) => Enum.GetValues<ClaimState>().Cast<ClaimState?>().FirstOrDefault(state => MediaTypeOf(state!.Value) == mediaType);

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
            catch (JsonException exception)
            {
                throw BlobJson.Changed(listed.Name, exception);
            }
        }
    }

    private async Task<HeldClaim?> WriteAsync(string name, WorkClaim claim, ClaimState state, WriteCondition condition, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(claim, HostingJson.Options));
        var written = await blobs.WriteAsync(name, content, new BlobWrite { Condition = condition, ContentType = MediaTypeOf(state) }, cancellationToken);
        return written.IsWritten ? new HeldClaim(name, claim, written.ETag) : null;
    }
}
