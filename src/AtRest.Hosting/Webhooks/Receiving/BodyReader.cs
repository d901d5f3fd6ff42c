using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>Reads a request's body up to a limit, independent of the server's limit.</summary>
internal static class BodyReader
{
    private const int Chunk = 16 * 1024;

    /// <summary>The body; null if it is too long.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int mostBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > mostBytes)
        {
            return null;
        }

        // The sender may announce any length, so no more than a chunk is allocated for it.
        using var body = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, Chunk));
        var buffer = new byte[Chunk];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
        {
            if (body.Length + read > mostBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
