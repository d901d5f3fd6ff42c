using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;

namespace AtRest.Functions.Tests.Support.HostDouble;

/// <summary>One call of a function, with the input and the metadata that the host sends for its trigger.</summary>
internal sealed record Invocation(string Function)
{
    public string Id { get; init; } = Guid.NewGuid().ToString();

    private TypedData Input { get; init; } = new();

    private IReadOnlyDictionary<string, TypedData> Metadata { get; init; } = new Dictionary<string, TypedData>();

    public static Invocation Timer(string function, bool isPastDue = false, bool hasStatus = false) => new(function)
    {
        Input = Json(new JsonObject
        {
            ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
            ["ScheduleStatus"] = hasStatus ? new JsonObject { ["Last"] = "2026-11-23T02:00:00+00:00", ["Next"] = "2026-11-24T02:00:00+00:00", ["LastUpdated"] = "2026-11-23T02:00:00+00:00" } : null,
            ["IsPastDue"] = isPastDue,
        }),
    };

    /// <summary>The text as it was enqueued. The properties of a JSON message are in the metadata too, and hide the host's own where they have the same name.</summary>
    public static Invocation Queue(string function, string text, long dequeueCount = 1)
    {
        var metadata = new Dictionary<string, TypedData>
        {
            ["DequeueCount"] = new() { Json = $"{dequeueCount}" },
            ["Id"] = new() { String = Guid.NewGuid().ToString() },
            ["PopReceipt"] = new() { String = "AgAAAAMAAAAAAAAA" },
            ["InsertionTime"] = new() { Json = "\"2026-11-24T02:00:00+00:00\"" },
            ["ExpirationTime"] = new() { Json = "\"2026-12-01T02:00:00+00:00\"" },
            ["NextVisibleTime"] = new() { Json = "\"2026-11-24T02:10:00+00:00\"" },
        };
        foreach (var (name, value) in Properties(text))
        {
            metadata[name] = value is JsonValue single && single.TryGetValue(out string? word) ? new() { String = word } : new() { Json = value?.ToJsonString() ?? "null" };
        }

        return new(function) { Input = new TypedData { String = text }, Metadata = metadata };
    }

    /// <summary>The request itself takes another way: only the values of its route are here.</summary>
    public static Invocation Http(string function, IReadOnlyDictionary<string, string> routeValues) => new(function)
    {
        Input = new TypedData { Http = new RpcHttp() },
        Metadata = routeValues.ToDictionary(value => value.Key, value => new TypedData { String = value.Value }),
    };

    public InvocationRequest ToRequest(LoadedFunction function)
    {
        var request = new InvocationRequest
        {
            InvocationId = Id,
            FunctionId = function.Metadata.FunctionId,
            TraceContext = new RpcTraceContext { TraceParent = $"00-{Guid.NewGuid():N}-{Guid.NewGuid().ToString("N")[..16]}-01" },
            InputData = { new ParameterBinding { Name = function.Trigger.GetProperty("name").GetString(), Data = Input } },
        };
        foreach (var (name, value) in Metadata)
        {
            request.TriggerMetadata.Add(name, value);
        }

        return request;
    }

    private static TypedData Json(JsonObject value) => new() { Json = value.ToJsonString() };

    private static JsonObject Properties(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
