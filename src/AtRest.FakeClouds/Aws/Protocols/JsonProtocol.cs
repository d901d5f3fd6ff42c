using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Protocols;

/// <summary>AWS JSON 1.1 (https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html). KMS and CloudTrail write the error code in the body, not in a header.</summary>
internal static class JsonProtocol
{
    private const string ContentType = "application/x-amz-json-1.1";

    // A node with duplicate names would throw later, when it is first read.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    private static readonly JsonSerializerOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The operation that the X-Amz-Target header names, or null if it starts with none of the prefixes.</summary>
    public static string? Operation(IncomingRequest request, params ReadOnlySpan<string> prefixes)
    {
        string target = request.Headers["x-amz-target"].ToString();
        foreach (string prefix in prefixes)
        {
            if (target.StartsWith(prefix, StringComparison.Ordinal))
            {
                return target[prefix.Length..];
            }
        }

        return null;
    }

    /// <summary>A string member of the input; null for any other input, even a malformed one.</summary>
    public static string? PeekText(IncomingRequest request, string member) => TryParse(request)?[member] is JsonValue value && value.TryGetValue(out string? text) ? text : null;

    /// <exception cref="ServiceErrorException">The body is not a JSON object.</exception>
    public static JsonObject Input(IncomingRequest request) =>
        TryParse(request) ?? throw new ServiceErrorException(new ServiceError("SerializationException", "The body is not a JSON object."));

    public static Reply Reply(JsonObject output, IncomingRequest request) => Write(200, output, request);

    public static Reply Shape(ServiceError error, IncomingRequest request) =>
        Write(error.Status, new JsonObject { ["__type"] = error.Code, ["message"] = error.Message }, request);

    /// <summary>Seconds since 1970, with milliseconds as a fraction.</summary>
    public static JsonNode? Epoch(DateTimeOffset? time) => time is { } value ? JsonValue.Create(value.ToUnixTimeMilliseconds() / 1000m) : null;

    private static Reply Write(int status, JsonObject body, IncomingRequest request) => new(status, ContentType, body.ToJsonString(Layout))
    {
        Headers = new Dictionary<string, string> { ["x-amzn-RequestId"] = request.Id },
    };

    private static JsonObject? TryParse(IncomingRequest request)
    {
        try
        {
            return JsonNode.Parse(request.Body.Length == 0 ? "{}" : request.Body, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
