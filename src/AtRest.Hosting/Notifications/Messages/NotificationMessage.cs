using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.Hosting.Notifications.Messages;

/// <summary>One attempt to notify an organization of a report. It contains the body, so that each attempt sends the same bytes.</summary>
internal sealed record NotificationMessage
{
    public const string Queue = "atrest-notifications";

    public required string Organization { get; init; }

    /// <summary>The ID of the endpoint; null for the one of the settings with this format.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The form of the body.</summary>
    public NotificationFormat Format { get; init; }

    /// <summary>The header <c>webhook-id</c>: the same for each attempt, and each time the same report is notified in this format.</summary>
    public required string Notification { get; init; }

    /// <summary>1 for the first attempt.</summary>
    public required int Attempt { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    /// <summary>The body, in UTF-8. Empty if it is in a blob.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The blob with a body that is too large for a message: see <see cref="BatchBodies"/>.</summary>
    public string? Blob { get; init; }

    /// <summary>The result of the last attempt.</summary>
    public string? LastCause { get; init; }

    public string ToText() => JsonSerializer.Serialize(this, NotificationJson.Default.NotificationMessage);

    /// <exception cref="FormatException">The text is not such a message.</exception>
    public static NotificationMessage Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, NotificationJson.Default.NotificationMessage) ?? throw new FormatException("The message is empty.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"A message in queue {Queue} was not written by AtRest: {exception.Message}", exception);
        }
    }
}

/// <summary>The JSON of notifications, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(NotificationMessage))]
[JsonSerializable(typeof(NotificationBody))]
[JsonSerializable(typeof(DeadNotification))]
internal sealed partial class NotificationJson : JsonSerializerContext;
