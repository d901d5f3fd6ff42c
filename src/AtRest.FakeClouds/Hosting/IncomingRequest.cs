using System.Text;

namespace AtRest.FakeClouds.Hosting;

/// <summary>An HTTP request, as the services see it.</summary>
internal sealed record IncomingRequest
{
    // The largest request that the services accept is far smaller.
    private const int LargestBody = 1 << 20;

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required IQueryCollection Query { get; init; }

    public required IHeaderDictionary Headers { get; init; }

    public required string Body { get; init; }

    /// <summary>Whether the body is an HTML form, by its content type.</summary>
    public bool IsForm => Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    public string Id { get; } = Guid.NewGuid().ToString();

    public static async Task<IncomingRequest?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using MemoryStream body = new();
        byte[] buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > LargestBody)
            {
                return null;
            }
        }

        return new IncomingRequest
        {
            Method = request.Method,
            Path = request.Path.Value ?? "/",
            Query = request.Query,
            Headers = request.Headers,
            Body = Encoding.UTF8.GetString(body.GetBuffer(), 0, (int)body.Length),
        };
    }
}
