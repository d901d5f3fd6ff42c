using System.Collections.Immutable;

namespace AtRest.Hosting.Webhooks.Events;

/// <summary>An event that may report a changed key. Its texts come from outside: their length is limited, and control characters are removed.</summary>
internal sealed record KeyEvent
{
    /// <summary>EventBridge's ID, the same for each delivery.</summary>
    public required string Id { get; init; }

    /// <summary>The account and region of the sending bus, which identify the event together with the ID. Empty if the event has none.</summary>
    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public required KeyChangeFacts Change { get; init; }

    /// <summary>The affected keys.</summary>
    public required ImmutableArray<KeyScope> Scopes { get; init; }
}

/// <summary>The facts of the change, for people.</summary>
internal sealed record KeyChangeFacts
{
    /// <summary><c>kms:PutKeyPolicy</c>, or the kind of an event that is not a call.</summary>
    public required string Name { get; init; }

    /// <summary>The key as in the event: ARN, ID or alias; null if there is none.</summary>
    public string? Key { get; init; }

    /// <summary>The actor.</summary>
    public string? Principal { get; init; }

    /// <summary>The time of the change.</summary>
    public DateTimeOffset? Time { get; init; }
}
