using System.Runtime.CompilerServices;
using System.Text.Json;
using AtRest.Storage;

namespace AtRest.Hosting;

/// <summary>Reads and writes blobs that hold one JSON value.</summary>
internal static class BlobJson
{
    public const string MediaType = "application/json";

    private const int MostAttempts = 20;

    /// <summary>Null if there is no such blob.</summary>
    /// <exception cref="StorageException">The blob cannot be read, or it was changed or damaged.</exception>
    public static async Task<T?> ReadJsonAsync<T>(this IBlobStore blobs, string name, CancellationToken cancellationToken)
        where T : class
    {
        if (await blobs.ReadAsync(name, cancellationToken) is not { } blob)
        {
            return null;
        }

        await using (blob)
        {
            return await blob.ReadJsonAsync<T>(cancellationToken);
        }
    }

    /// <summary>The value in an opened blob.</summary>
    /// <exception cref="StorageException">The blob cannot be read, or it was changed or damaged.</exception>
    public static async Task<T> ReadJsonAsync<T>(this BlobContent blob, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(blob.Content, HostingJson.Options, cancellationToken) ?? throw Changed(blob.Info.Name, null);
        }
        catch (Exception exception) when (IsUnreadable(exception))
        {
            throw Changed(blob.Info.Name, exception);
        }
    }

    /// <summary>JSON that cannot be read. For bytes that are not valid Unicode, System.Text.Json throws an InvalidOperationException.</summary>
    public static bool IsUnreadable(Exception exception) => exception is JsonException or InvalidOperationException;

    /// <summary>Returns false if the condition did not hold.</summary>
    public static async Task<bool> WriteJsonAsync<T>(this IBlobStore blobs, string name, T value, WriteCondition condition, CancellationToken cancellationToken)
        where T : class
    {
        using var buffer = new MemoryStream();
        await JsonSerializer.SerializeAsync(buffer, value, HostingJson.Options, cancellationToken);
        buffer.Position = 0;
        return (await blobs.WriteAsync(name, buffer, new BlobWrite { Condition = condition, ContentType = MediaType }, cancellationToken)).IsWritten;
    }

    /// <summary>Writes the value if the blob does not exist; otherwise returns the value that is there, so that all writers agree with the first.</summary>
    public static async Task<T> CreateJsonAsync<T>(this IBlobStore blobs, string name, T value, CancellationToken cancellationToken)
        where T : class =>
        await blobs.WriteJsonAsync(name, value, WriteCondition.CreateOnly, cancellationToken)
            ? value
            : await blobs.ReadJsonAsync<T>(name, cancellationToken) ?? throw new StorageException($"The blob '{name}' was deleted while AtRest was working with it.") { IsTransient = true };

    /// <summary>Changes the value of a blob, also if others change it at the same time: then the function runs again.</summary>
    /// <param name="blobs">The storage.</param>
    /// <param name="name">The blob.</param>
    /// <param name="empty">The value if there is no such blob.</param>
    /// <param name="change">The changed value, or null to leave it; and what to return.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The value that was written, or null; and the result of the function.</returns>
    /// <exception cref="StorageException">The blob cannot be read or written, or others change it all the time.</exception>
    public static async Task<(TValue? Written, TResult Result)> ChangeJsonAsync<TValue, TResult>(
        this IBlobStore blobs, string name, TValue empty, Func<TValue, (TValue? Next, TResult Result)> change, CancellationToken cancellationToken)
        where TValue : class
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var (value, etag) = await blobs.ReadVersionAsync(name, empty, cancellationToken);
            var (next, result) = change(value);
            if (next is null || await blobs.WriteJsonAsync(name, next, etag is null ? WriteCondition.CreateOnly : WriteCondition.Replace(etag), cancellationToken))
            {
                return (next, result);
            }
        }

        throw new StorageException($"The blob '{name}' was changed by others at the same time, again and again.") { IsTransient = true };
    }

    private static async Task<(T Value, string? ETag)> ReadVersionAsync<T>(this IBlobStore blobs, string name, T empty, CancellationToken cancellationToken)
        where T : class
    {
        if (await blobs.ReadAsync(name, cancellationToken) is not { } blob)
        {
            return (empty, null);
        }

        await using (blob)
        {
            return (await blob.ReadJsonAsync<T>(cancellationToken), blob.Info.ETag);
        }
    }

    /// <summary>All blobs whose names begin with a prefix, in the names' order.</summary>
    public static async IAsyncEnumerable<BlobInfo> AllAsync(this IBlobStore blobs, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in blobs.PagesAsync(prefix, cancellationToken))
        {
            foreach (var blob in page.Blobs)
            {
                yield return blob;
            }
        }
    }

    /// <summary>The same, with the time of each read. There is always a first page.</summary>
    public static IAsyncEnumerable<BlobPage> PagesAsync(this IBlobStore blobs, string prefix, CancellationToken cancellationToken) =>
        blobs.PagesAsync(prefix, BlobListing.MaxLimit, cancellationToken);

    /// <summary>The same, in pages of a size: of a long listing, no more is read than is used.</summary>
    public static async IAsyncEnumerable<BlobPage> PagesAsync(this IBlobStore blobs, string prefix, int pageSize, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? continuation = null;
        do
        {
            var page = await blobs.ListAsync(new BlobListing { Prefix = prefix, Continuation = continuation, Limit = pageSize }, cancellationToken);
            yield return page;
            continuation = page.Continuation;
        }
        while (continuation is not null);
    }

    /// <summary>The error for a blob that exists but does not hold what AtRest wrote. It is not a defect of the program, and waiting does not fix it.</summary>
    public static StorageException Changed(string name, Exception? inner) =>
        new($"The blob '{name}' does not hold what AtRest wrote: it was changed or damaged. Restore the blob from a backup, or move it to another place.", inner)
        {
            IsDamage = true,
        };
}
