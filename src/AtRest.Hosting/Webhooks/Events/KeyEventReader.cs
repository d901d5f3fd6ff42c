using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Hosting.Webhooks.Events;

/// <summary>
/// Reads what EventBridge delivers: the record of a call in <c>detail</c>, or an event of KMS itself
/// (https://docs.aws.amazon.com/eventbridge/latest/ref/events-ref-kms.html).
/// </summary>
internal static partial class KeyEventReader
{
    private const string Call = "AWS API Call via CloudTrail";
    private const string ServiceEvent = "AWS Service Event via CloudTrail";

    public static KeyEventReading Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // The parser throws the second one for half of a surrogate pair.
            return KeyEventReading.Malformed("The body is not JSON.");
        }
    }

    private static KeyEventReading Read(JsonElement root)
    {
        if (root.Text("id") is not { } id || root.Text("detail-type") is not { } kind || root.At("detail") is not { } detail || root.Text("source") is not { } source)
        {
            return KeyEventReading.Malformed("The body is not an EventBridge event. It must have id, source, detail-type and detail, as EventBridge sends them without an input transformer.");
        }

        var name = source != "aws.kms" ? null
            : kind is Call or ServiceEvent ? detail.Text("eventName")
            : kind is KeyCalls.KeyRotated or KeyCalls.KeyDeleted or KeyCalls.MaterialExpired ? kind
            : null;
        return name is null || (kind != name && (detail.Text("eventSource") ?? "kms.amazonaws.com") != "kms.amazonaws.com")
            ? KeyEventReading.Ignored(id, "The event is not about a change of an AWS KMS key.")
            : WhyIgnored(name, detail) is { } reason ? KeyEventReading.Ignored(id, reason)
            : Read(root, id, name, isCall: kind == Call);
    }

    private static string? WhyIgnored(string name, JsonElement detail) =>
        detail.At("errorCode") is not null ? $"The call {name} failed ({detail.Text("errorCode") ?? "it has an error code"}), so it changed nothing."
        : IsTrue(detail.At("readOnly")) || KeyCalls.OnlyReads(name) ? $"The call {name} only reads or uses a key. It changes nothing."
        : KeyCalls.HasNoConsequence(name) ? $"{name} changes nothing that an audit checks."
        : null;

    private static KeyEventReading Read(JsonElement root, string id, string name, bool isCall)
    {
        var account = root.Text("detail", "recipientAccountId") ?? root.Text("account");
        var (accountId, region) = (Arn.IsAccountId(account) ? account! : "", root.Text("region") ?? root.Text("detail", "awsRegion") ?? "");
        region = Region().IsMatch(region) ? region : "";
        var named = NamedKeys.Of(root, accountId, region);
        ImmutableArray<KeyScope> scopes = named.Keys.IsEmpty
            ? WholeRegion(named.AsNamed, accountId, region)
            : [.. named.Keys.Select(key => KeyCalls.ConcernsRelatives(name) ? KeyScope.WithRelatives(key) : KeyScope.One(key)).Distinct()];
        return scopes.IsEmpty
            ? KeyEventReading.Ignored(id, "The event names neither a key nor an account and region.")
            : KeyEventReading.Of(new KeyEvent
            {
                Id = id,
                AccountId = accountId,
                Region = region,
                Scopes = scopes,
                Change = new KeyChangeFacts
                {
                    Name = isCall ? $"kms:{name}" : name,
                    Key = named.AsNamed,
                    Principal = root.Text("detail", "userIdentity", "arn") ?? root.Text("detail", "userIdentity", "invokedBy") ?? root.Text("detail", "userIdentity", "accountId"),
                    Time = EventText.Time(root.Text("detail", "eventTime") ?? root.Text("time")),
                },
            });
    }

    /// <summary>An alias ARN contains its account and region; other names belong to those of the event.</summary>
    private static ImmutableArray<KeyScope> WholeRegion(string? name, string accountId, string region) =>
        Arn.TryParse(name, out var alias) && alias.Service == "kms" && Arn.IsAccountId(alias.AccountId) && Region().IsMatch(alias.Region) ? [KeyScope.WholeRegion(alias.AccountId, alias.Region)]
        : accountId.Length > 0 && region.Length > 0 ? [KeyScope.WholeRegion(accountId, region)]
        : [];

    private static bool IsTrue(JsonElement? element) => element is { ValueKind: JsonValueKind.True } || (element is { ValueKind: JsonValueKind.String } text && bool.TryParse(text.GetString(), out var flag) && flag);

    [GeneratedRegex(@"^[a-z]{2,4}(-[a-z]+)+-[0-9]+\z")]
    private static partial Regex Region();
}
