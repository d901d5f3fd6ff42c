namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>What the webhook did with an event: the body of the response.</summary>
internal sealed record WebhookAnswer
{
    public const string Accepted = "accepted";
    public const string Ignored = "ignored";
    public const string Duplicate = "duplicate";

    /// <summary>The event's ID; null if the body was not an event.</summary>
    public string? Id { get; init; }

    /// <summary>One of the three.</summary>
    public required string Result { get; init; }

    public required string Reason { get; init; }

    /// <summary>The key as in the event; nothing that only the inventory contains.</summary>
    public string? Key { get; init; }

    /// <summary>The number of clusters that AtRest will audit again.</summary>
    public int Clusters { get; init; }
}
