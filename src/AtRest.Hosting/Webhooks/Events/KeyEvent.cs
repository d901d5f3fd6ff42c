using System.Collections.Immutable;

namespace AtRest.Hosting.Webhooks.Events;

/// <summary>An event that may tell of a changed key. Its texts come from outside: bounded, and without control characters.</summary>
internal sealed record KeyEvent
{
    /// <summary>EventBridge's id: the same however often it is delivered.</summary>
    public required string Id { get; init; }

    /// <summary>The account whose bus it comes from, and the region: with the id they name the event. Empty if it does not say.</summary>
    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public required KeyChangeTold Told { get; init; }

    /// <summary>The keys that it is about.</summary>
    public required ImmutableArray<KeyScope> Scopes { get; init; }
}

/// <summary>What an event says of the change, for people.</summary>
internal sealed record KeyChangeTold
{
    /// <summary><c>kms:PutKeyPolicy</c>, or the kind of an event that is no call.</summary>
    public required string Name { get; init; }

    /// <summary>The key as the event names it: ARN, id or alias; null if it does not.</summary>
    public string? Key { get; init; }

    /// <summary>Who did it.</summary>
    public string? Principal { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset? Time { get; init; }
}
