using System.Text.Json;
using AtRest.Hosting.Webhooks.Events;

namespace AtRest.Hosting.Webhooks.Coalescing;

/// <summary>The work for one changed key: to audit its clusters, not before <see cref="CoversUntil"/>.</summary>
internal sealed record KeyChangeMessage
{
    public const string Queue = "atrest-key-changes";

    /// <summary>A <see cref="KeyScope"/> as text.</summary>
    public required string Scope { get; init; }

    /// <summary>See <see cref="KeyChangeTarget.OrganizationId"/>.</summary>
    public string? Organization { get; init; }

    /// <summary>The window that the message belongs to: the same at every delivery.</summary>
    public required Guid Window { get; init; }

    /// <summary>By the clock of the process that received the event. Every event that this message covers arrived earlier.</summary>
    public required DateTimeOffset CoversUntil { get; init; }

    /// <summary>The first event of the window.</summary>
    public required KeyChangeFacts First { get; init; }

    public string ToText() => JsonSerializer.Serialize(this, WebhookJson.Default.KeyChangeMessage);

    /// <summary>Null if the text is not such a message.</summary>
    public static KeyChangeMessage? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <exception cref="FormatException">The text is not such a message.</exception>
    public static KeyChangeMessage Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, WebhookJson.Default.KeyChangeMessage) ?? throw new FormatException("The message is empty.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"A message in queue {Queue} was not written by AtRest: {exception.Message}", exception);
        }
    }
}
