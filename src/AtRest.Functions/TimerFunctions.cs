using AtRest.Hosting.Work;
using Microsoft.Azure.Functions.Worker;

namespace AtRest.Functions;

/// <summary>The timer triggers. Their schedules are in UTC.</summary>
public sealed class TimerFunctions(INightlyWork nightly, IResumeWork resume, TimeProvider time)
{
    /// <summary>Starts the nightly audits. After an error the host tries again: the audits of one night are the same, however often they are started.</summary>
    [Function(nameof(NightlyAudit))]
    [ExponentialBackoffRetry(5, "00:00:10", "00:10:00")]
    public Task NightlyAudit([TimerTrigger("%AtRest:NightlySchedule%", UseMonitor = true)] TimerInfo timer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(timer);
        return nightly.RunAsync(new NightlyTick(time.GetUtcNow(), timer.IsPastDue), cancellationToken);
    }

    /// <summary>Continues unfinished work. A running worker does so by itself every few seconds; this trigger wakes an app that was scaled to zero.</summary>
    [Function(nameof(ResumeAudits))]
    public Task ResumeAudits([TimerTrigger("0 */2 * * * *", UseMonitor = false)] TimerInfo timer, CancellationToken cancellationToken) => resume.RunAsync(cancellationToken);
}
