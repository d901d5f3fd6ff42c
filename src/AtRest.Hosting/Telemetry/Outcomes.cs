namespace AtRest.Hosting.Telemetry;

/// <summary>The outcome of an audit.</summary>
internal enum AuditOutcome
{
    /// <summary>The report can be read.</summary>
    Completed,

    /// <summary>The same, but clusters were given up.</summary>
    Incomplete,

    /// <summary>The audit ended without a report, and its queue tries again or gives up.</summary>
    Failed,
}

/// <summary>The outcome of a queue message.</summary>
internal enum DeliveryOutcome
{
    Done,

    /// <summary>It will be delivered again.</summary>
    Failed,

    /// <summary>Given up after too many deliveries; what was not done is recorded.</summary>
    Poisoned,
}

/// <summary>The outcome of one attempt to notify an organization.</summary>
internal enum NotificationOutcome
{
    Delivered,

    /// <summary>It is tried again.</summary>
    Failed,

    /// <summary>Given up.</summary>
    DeadLettered,
}

/// <summary>What the webhook did with an event.</summary>
internal enum WebhookResult
{
    /// <summary>An audit of the key is running or queued.</summary>
    Accepted,

    /// <summary>A waiting audit will include this change.</summary>
    Coalesced,

    /// <summary>The event was received before.</summary>
    Repeated,

    /// <summary>Nothing to do: a failed call, an unknown key, another event.</summary>
    Ignored,

    /// <summary>The webhook's key is missing or wrong.</summary>
    Unauthorized,

    /// <summary>Not an event.</summary>
    Malformed,
}
