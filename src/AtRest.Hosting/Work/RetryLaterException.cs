namespace AtRest.Hosting.Work;

/// <summary>A message was not handled, and is to be delivered again after a pause. The failure is logged and counted already: the caller only sees to the next delivery.</summary>
/// <param name="pause">The time until then.</param>
/// <param name="cause">What failed.</param>
public sealed class RetryLaterException(TimeSpan pause, Exception cause) : Exception("The message was not handled, and is delivered again later.", cause)
{
    /// <summary>How long the message waits: at least a second.</summary>
    public TimeSpan Pause { get; } = pause > TimeSpan.FromSeconds(1) ? pause : TimeSpan.FromSeconds(1);
}
