using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Hosting;

/// <summary>An HTTP request, as the services see it.</summary>
internal sealed record IncomingRequest
{
    // The largest request that the services accept is far smaller.
    private const int LargestBody = 1 << 20;
    private const int FirstBuffer = 4096;

    // A node with duplicate names would throw later, when it is first read.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private readonly Lazy<JsonObject?> json;

    private IncomingRequest() => json = new Lazy<JsonObject?>(Parse, LazyThreadSafetyMode.None);

    public required string Method { get; init; }

    public required string Path { get; init; }

    public required IQueryCollection Query { get; init; }

    public required IHeaderDictionary Headers { get; init; }

    public required string Body { get; init; }

    /// <summary>Whether the body is an HTML form, by its content type.</summary>
    public bool IsForm => Headers.ContentType.ToString().StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);

    /// <summary>The body as a JSON object, which nobody changes; null if it is anything else. No body is an empty object.</summary>
    public JsonObject? Json => json.Value;

    public string Id { get; } = Guid.NewGuid().ToString();

    public static async Task<IncomingRequest?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            int length = 0;
            int read;
            while ((read = await request.Body.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0)
            {
                length += read;
                if (length > LargestBody)
                {
                    return null;
                }

                buffer = length == buffer.Length ? Grown(buffer) : buffer;
            }

            return Of(request, Encoding.UTF8.GetString(buffer, 0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] Grown(byte[] buffer)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }

    private JsonObject? Parse()
    {
        try
        {
            return JsonNode.Parse(Body.Length == 0 ? "{}" : Body, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IncomingRequest Of(HttpRequest request, string body) => new()
    {
        Method = request.Method,
        Path = request.Path.Value ?? "/",
        Query = request.Query,
        Headers = request.Headers,
        Body = body,
    };
}
