using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtRest.Functions.Tests.Support;

/// <summary>Calls a handler exactly as the host does: bodies, chunks and headers as it sends them.</summary>
internal static class HostCalls
{
    public const string Done = """{"Outputs":{},"Logs":[],"ReturnValue":null}""";

    private const string HostVersion = "4.1037.0.0";

    public static Task<HttpResponseMessage> TimerAsync(this HttpClient client, string function, bool isPastDue = false) => InvokeAsync(client, function, Timer(isPastDue));

    public static Task<HttpResponseMessage> QueueAsync(this HttpClient client, string function, string text, int dequeueCount = 1) => InvokeAsync(client, function, Queue(text, dequeueCount));

    /// <summary>JSON in chunks, without a length.</summary>
    public static async Task<HttpResponseMessage> InvokeAsync(this HttpClient client, string function, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, function) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TransferEncodingChunked = true;
        AddHostHeaders(request);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>A request of somebody outside, forwarded: as it came, with the host's two headers.</summary>
    public static async Task<HttpResponseMessage> ForwardAsync(this HttpClient client, HttpMethod method, string path, string? apiKey = null, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Host = "atrest.example.com";
        AddHostHeaders(request);
        if (apiKey is not null)
        {
            request.Headers.Add("x-api-key", apiKey);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static string Timer(bool isPastDue, bool hasStatus = false) => new JsonObject
    {
        ["Data"] = new JsonObject
        {
            ["myTimer"] = new JsonObject
            {
                ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
                ["ScheduleStatus"] = hasStatus ? new JsonObject { ["Last"] = "2026-11-23T02:00:00+00:00", ["Next"] = "2026-11-24T02:00:00+00:00", ["LastUpdated"] = "2026-11-23T02:00:00+00:00" } : null,
                ["IsPastDue"] = isPastDue,
            },
        },
        ["Metadata"] = new JsonObject { ["sys"] = Sys("NightlyAudit") },
    }.ToJsonString();

    /// <summary>The text is JSON within JSON, once more if it is JSON itself, and its properties stand in the metadata as well.</summary>
    public static string Queue(string text, int dequeueCount)
    {
        var metadata = new JsonObject
        {
            ["DequeueCount"] = $"{dequeueCount}",
            ["Id"] = Quoted(Guid.NewGuid().ToString()),
            ["PopReceipt"] = Quoted("AgAAAAMAAAAAAAAA"),
            ["InsertionTime"] = Quoted("2026-11-24T02:00:00+00:00"),
            ["sys"] = Sys("AuditCluster"),
        };
        var isJson = TryParse(text, out var message);
        foreach (var (name, value) in message as JsonObject ?? [])
        {
            metadata[name] = value?.ToJsonString();
        }

        return new JsonObject { ["Data"] = new JsonObject { ["msg"] = isJson ? Quoted(Quoted(text)) : Quoted(text) }, ["Metadata"] = metadata }.ToJsonString();
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text);

    private static JsonObject Sys(string function) => new() { ["MethodName"] = function, ["UtcNow"] = "2026-11-24T02:00:00.1Z", ["RandGuid"] = Guid.NewGuid().ToString() };

    private static bool TryParse(string text, out JsonNode? node)
    {
        try
        {
            node = JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            node = null;
            return false;
        }
    }

    private static void AddHostHeaders(HttpRequestMessage request)
    {
        request.Headers.Add("X-Azure-Functions-HostVersion", HostVersion);
        request.Headers.Add("X-Azure-Functions-InvocationId", Guid.NewGuid().ToString());
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("Azure-Functions-Host", HostVersion));
    }
}
