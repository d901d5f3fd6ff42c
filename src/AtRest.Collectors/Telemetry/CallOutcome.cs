namespace AtRest.Collectors.Telemetry;

/// <summary>How a call ended, its retries included; in telemetry in camel case.</summary>
internal enum CallOutcome
{
    Answered,
    Denied,
    NotFound,

    /// <summary>Until it was given up.</summary>
    Throttled,
    Failed,
    Cancelled,
}
