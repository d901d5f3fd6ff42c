using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Retries;
using AtRest.Core.Aws.Evidence;
using Sdk = Amazon.CloudTrail.Model;

namespace AtRest.Collectors.Aws.CloudTrail.Events;

/// <summary>
/// Turns events of CloudTrail into evidence. An event is a JSON text inside of the response
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html).
/// </summary>
internal static class KeyEventTranslation
{
    private const string KeyService = "kms.amazonaws.com";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = AnswerBounds.Deepest, AllowDuplicateProperties = false };

    /// <summary>The events of AWS KMS, the newest first. Events of other services can name the key, too, such as one that creates a volume: they do not use it.</summary>
    /// <exception cref="WrongAnswerException">An event does not have the documented form.</exception>
    public static KeyEvents ToEvents(IEnumerable<Sdk.Event> events) => new(
        [.. events.Select(ToEvent).OfType<KeyEvent>().DistinctBy(found => found.Id).OrderByDescending(found => found.Time).ThenBy(found => found.Id, StringComparer.Ordinal)]);

    private static KeyEvent? ToEvent(Sdk.Event entry)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(entry.CloudTrailEvent!, Strict);
        }
        catch (JsonException exception)
        {
            throw new WrongAnswerException("One of its events is not valid JSON.", exception);
        }

        using (document)
        {
            var record = document.RootElement;
            return Text(record, "eventSource") is { } source && source != KeyService ? null : new KeyEvent
            {
                Id = Text(record, "eventID") ?? throw Lacks("eventID"),
                Time = Time(record),
                Name = Text(record, "eventName") ?? throw Lacks("eventName"),
                Type = Text(record, "eventType"),
                ErrorCode = Text(record, "errorCode"),
                Caller = ToCaller(Object(record, "userIdentity") ?? throw Lacks("userIdentity")),
                SourceAddress = Text(record, "sourceIPAddress"),
                SharedEventId = Text(record, "sharedEventID"),
                EncryptionContext = ToContext(Object(Object(record, "requestParameters"), "encryptionContext")),
                Grantee = Text(Object(record, "requestParameters"), "granteePrincipal"),
            };
        }
    }

    private static EventCaller ToCaller(JsonElement identity)
    {
        var issuer = Object(Object(identity, "sessionContext"), "sessionIssuer");
        return new EventCaller
        {
            Type = Text(identity, "type"),
            AccountId = Text(identity, "accountId"),
            Arn = Text(identity, "arn"),
            PrincipalId = Text(identity, "principalId"),
            RoleArn = Text(issuer, "type") == "Role" ? Text(issuer, "arn") : null,
            InvokedBy = Text(identity, "invokedBy"),
        };
    }

    private static ImmutableSortedDictionary<string, string>? ToContext(JsonElement? context) => context?.EnumerateObject()
        .Where(pair => pair.Value.ValueKind == JsonValueKind.String)
        .DistinctBy(pair => pair.Name)
        .ToImmutableSortedDictionary(pair => pair.Name, pair => pair.Value.GetString()!, StringComparer.Ordinal);

    private static DateTimeOffset Time(JsonElement record) =>
        DateTimeOffset.TryParse(Text(record, "eventTime"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : throw Lacks("eventTime");

    private static WrongAnswerException Lacks(string member) => new($"One of its events has no valid '{member}'.");

    /// <summary>Null if there is no such text; an empty one says nothing either.</summary>
    private static string? Text(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } record && record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;

    private static JsonElement? Object(JsonElement? parent, string name) =>
        parent is { ValueKind: JsonValueKind.Object } record && record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;
}
