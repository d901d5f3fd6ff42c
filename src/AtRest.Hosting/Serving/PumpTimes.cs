namespace AtRest.Hosting.Serving;

/// <summary>The times of a <see cref="QueuePump"/>; others in tests.</summary>
internal sealed record PumpTimes
{
    /// <summary>After how long somebody else gets a message whose receiver is gone.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a receiver that still works says so.</summary>
    public TimeSpan Renewal { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan ShortestPoll { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A change of a key waits no longer than this for its turn.</summary>
    public TimeSpan LongestPoll { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After a first failure; twice as long after each further one.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestRetry { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long work in hand may go on when the server ends.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}
