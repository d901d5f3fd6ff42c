using System.Diagnostics;

namespace AtRest.Collectors.Telemetry;

/// <summary>A call that is under way; disposed of without an end, it was cancelled.</summary>
internal sealed class CloudCall(CloudTelemetry telemetry, Activity? activity, TagList tags) : IDisposable
{
    // Waits for a network are real, whatever clock dates the evidence.
    private readonly long started = Stopwatch.GetTimestamp();
    private bool ended;

    /// <param name="outcome">Of the last attempt.</param>
    /// <param name="attempts">How many there were.</param>
    /// <param name="throttled">How many of them were asked to slow down.</param>
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
