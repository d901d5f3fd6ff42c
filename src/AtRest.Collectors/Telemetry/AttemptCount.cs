namespace AtRest.Collectors.Telemetry;

/// <summary>The attempts of one call so far.</summary>
internal sealed class AttemptCount
{
    /// <summary>The number of attempts that were made.</summary>
    public int Made { get; set; }

    /// <summary>The number of them that the service answered by asking for fewer requests.</summary>
    public int Throttled { get; set; }
}
