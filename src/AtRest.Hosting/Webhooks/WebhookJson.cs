using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Hosting.Webhooks.Receiving;

namespace AtRest.Hosting.Webhooks;

/// <summary>The JSON of the webhook, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(WebhookAnswer))]
[JsonSerializable(typeof(EventMark))]
[JsonSerializable(typeof(KeyChangeMessage))]
[JsonSerializable(typeof(KeyAuditStart))]
[JsonSerializable(typeof(AbandonedKeyChange))]
internal sealed partial class WebhookJson : JsonSerializerContext
{
    /// <summary>For answers, which people read too.</summary>
    public static WebhookJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
