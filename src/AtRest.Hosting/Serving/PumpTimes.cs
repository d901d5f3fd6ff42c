namespace AtRest.Hosting.Serving;

/// <summary>The times of a <see cref="QueuePump"/>; tests use others.</summary>
internal sealed record PumpTimes
{
    /// <summary>The time after which another worker receives a message whose worker is gone.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The interval at which a running worker renews its message.</summary>
    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan ShortestPoll { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait of a message about a changed key.</summary>
    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The pause after the first failure; it doubles with each further failure.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long running work may continue when the server stops.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
