namespace AtRest.Collectors.Telemetry;

/// <summary>How a call ended, after its retries. Telemetry uses these names in camel case.</summary>
internal enum CallOutcome
{
    Answered,
    Denied,
    NotFound,

    /// <summary>The call was throttled until it ended.</summary>
    Throttled,
    Failed,
    Cancelled,
}
