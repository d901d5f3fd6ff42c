namespace AtRest.Hosting.Telemetry;

/// <summary>How an audit ended.</summary>
internal enum AuditOutcome
{
    /// <summary>Its report can be read.</summary>
    Completed,

    /// <summary>The same, but clusters had to be given up.</summary>
    Incomplete,

    /// <summary>It ended without a report, and is tried again or given up by its queue.</summary>
    Failed,
}

/// <summary>What became of a queue's message.</summary>
internal enum DeliveryOutcome
{
    Done,

    /// <summary>It will be delivered again.</summary>
    Failed,

    /// <summary>Given up after too many deliveries; what was not done is recorded.</summary>
    Poisoned,
}

/// <summary>What became of one attempt to notify an organization.</summary>
internal enum NotificationOutcome
{
    Delivered,

    /// <summary>It is tried again.</summary>
    Failed,

    /// <summary>Given up.</summary>
    DeadLettered,
}

/// <summary>What was done about an event at the webhook.</summary>
internal enum WebhookResult
{
    /// <summary>An audit of the key is under way or waits for its turn.</summary>
    Accepted,

    /// <summary>An audit that is waiting already will see this change too.</summary>
    Coalesced,

    /// <summary>The event was here before.</summary>
    Repeated,

    /// <summary>Nothing to do: a failed call, somebody else's key, another event.</summary>
    Ignored,

    /// <summary>No or a wrong key of the webhook.</summary>
    Unauthorized,

    /// <summary>Not an event.</summary>
    Malformed,
}
