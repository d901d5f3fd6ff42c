using System.Text;

namespace AtRest.Storage.Tests.Support;

/// <summary>Texts as blobs.</summary>
public static class BlobStoreExtensions
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Task<BlobWriteResult> WriteTextAsync(this IBlobStore blobs, string name, string text, WriteCondition? condition = null, string contentType = "text/plain") =>
        blobs.WriteAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), new BlobWrite { Condition = condition ?? WriteCondition.Any, ContentType = contentType }, Cancellation);

    public static async Task<string?> ReadTextAsync(this IBlobStore blobs, string name)
    {
        await using var blob = await blobs.ReadAsync(name, Cancellation);
        return blob is null ? null : await new StreamReader(blob.Content).ReadToEndAsync(Cancellation);
    }

    public static async Task<List<BlobInfo>> ListAllAsync(this IBlobStore blobs, string prefix, int limit = 1000)
    {
        List<BlobInfo> all = [];
        string? continuation = null;
        do
        {
            var page = await blobs.ListAsync(new BlobListing { Prefix = prefix, Continuation = continuation, Limit = limit }, Cancellation);
            page.Blobs.Length.ShouldBeLessThanOrEqualTo(limit);
            all.AddRange(page.Blobs);
            continuation = page.Continuation;
        }
        while (continuation is not null);
        return all;
    }
}
