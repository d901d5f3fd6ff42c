using System.Text.Json;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;

namespace AtRest.Functions.Tests.Support.HostDouble;

/// <summary>A function that a worker has declared and loaded.</summary>
internal sealed record LoadedFunction(RpcFunctionMetadata Metadata)
{
    public string Name => Metadata.Name;

    public IReadOnlyList<JsonElement> Bindings { get; } = [.. Metadata.RawBindings.Select(Parse)];

    public JsonElement Trigger => Bindings.Single(binding => TypeOf(binding).EndsWith("Trigger", StringComparison.Ordinal));

    public bool IsHttp => TypeOf(Trigger) == "httpTrigger";

    public string Route => Text("route") ?? Name;

    /// <summary>In capitals, and empty if the trigger takes every method.</summary>
    public IReadOnlyList<string> Methods => Trigger.TryGetProperty("methods", out var methods) ? [.. methods.EnumerateArray().Select(method => method.GetString()!.ToUpperInvariant())] : [];

    public static string TypeOf(JsonElement binding) => binding.GetProperty("type").GetString()!;

    /// <summary>A property of the trigger; null if it does not have it.</summary>
    public string? Text(string property) => Trigger.TryGetProperty(property, out var value) ? value.GetString() : null;

    private static JsonElement Parse(string binding)
    {
        using var document = JsonDocument.Parse(binding);
        return document.RootElement.Clone();
    }
}
