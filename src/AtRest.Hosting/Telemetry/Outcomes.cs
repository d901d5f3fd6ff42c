using System.Text.Json.Serialization;

namespace AtRest.Hosting.Telemetry;

/// <summary>The outcome of an audit.</summary>
internal enum AuditOutcome
{
    /// <summary>The report can be read.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>The same, but clusters were given up.</summary>
    [JsonStringEnumMemberName("incomplete")]
    Incomplete,

    /// <summary>The audit ended without a report, and its queue tries again or gives up.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>The outcome of a queue message.</summary>
internal enum DeliveryOutcome
{
    [JsonStringEnumMemberName("done")]
    Done,

    /// <summary>It will be delivered again.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Given up after too many deliveries; what was not done is recorded.</summary>
    [JsonStringEnumMemberName("poisoned")]
    Poisoned,
}

/// <summary>The outcome of one attempt to notify an organization.</summary>
internal enum NotificationOutcome
{
    [JsonStringEnumMemberName("delivered")]
    Delivered,

    /// <summary>It is tried again.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Given up.</summary>
    [JsonStringEnumMemberName("deadLettered")]
    DeadLettered,
}

/// <summary>What the webhook did with an event.</summary>
internal enum WebhookResult
{
    /// <summary>An audit of the key is running or queued.</summary>
    [JsonStringEnumMemberName("accepted")]
    Accepted,

    /// <summary>A waiting audit will include this change.</summary>
    [JsonStringEnumMemberName("coalesced")]
    Coalesced,

    /// <summary>The event was received before.</summary>
    [JsonStringEnumMemberName("repeated")]
    Repeated,

    /// <summary>Nothing to do: a failed call, an unknown key, another event.</summary>
    [JsonStringEnumMemberName("ignored")]
    Ignored,

    /// <summary>The webhook's key is missing or wrong.</summary>
    [JsonStringEnumMemberName("unauthorized")]
    Unauthorized,

    /// <summary>Not an event.</summary>
    [JsonStringEnumMemberName("malformed")]
    Malformed,
}
