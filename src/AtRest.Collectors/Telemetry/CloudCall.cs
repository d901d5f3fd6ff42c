using System.Diagnostics;

namespace AtRest.Collectors.Telemetry;

/// <summary>A call in progress. A call that is disposed of before it ended was cancelled.</summary>
internal sealed class CloudCall(CloudTelemetry telemetry, Activity? activity, TagList tags) : IDisposable
{
    // Waits for a network use the real clock, even if another clock dates the evidence.
    private readonly long started = Stopwatch.GetTimestamp();
    private bool ended;

    /// <param name="outcome">The outcome of the last attempt.</param>
    /// <param name="attempts">The number of attempts.</param>
    /// <param name="throttled">The number of them that were throttled.</param>
    public void End(CallOutcome outcome, int attempts = 1, int throttled = 0)
    {
        if (ended)
        {
            return;
        }

        ended = true;
        telemetry.Ended(tags, outcome, Stopwatch.GetElapsedTime(started), throttled);
        activity?.SetTag("atrest.outcome", CloudTelemetry.Name(outcome)).SetTag("atrest.attempts", attempts).SetTag("atrest.throttled", throttled);
        if (outcome is CallOutcome.Failed or CallOutcome.Throttled)
        {
            activity?.SetStatus(ActivityStatusCode.Error);
        }
    }

    public void Dispose()
    {
        End(CallOutcome.Cancelled);
        activity?.Dispose();
    }
}
