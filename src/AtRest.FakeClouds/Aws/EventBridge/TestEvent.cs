using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Aws.EventBridge;

/// <summary>The event that a pattern is tested with (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html).</summary>
internal static class TestEvent
{
    private static readonly string[] Mandatory = ["id", "account", "source", "time", "region", "resources", "detail-type"];

    public static JsonObject Parse(string? text)
    {
        JsonObject? parsed;
        try
        {
            parsed = JsonNode.Parse(text ?? "", documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            parsed = null;
        }

        if (parsed is null)
        {
            throw EventBridgeErrors.Invalid("Parameter Event is not valid. Reason: it is not a JSON object.");
        }

        return Mandatory.FirstOrDefault(member => parsed[member] is null) is { } missing
            ? throw EventBridgeErrors.Invalid($"Parameter Event is not valid. Reason: {missing} is required.")
            : parsed;
    }
}
