using System.Diagnostics;
using AtRest.Hosting.Work;

namespace AtRest.Hosting.Telemetry;

/// <summary>Counts and traces each message, whether the Functions host or a pump of <c>serve</c> delivers it.</summary>
internal sealed class MeasuredQueueWork(IQueueWork inner, AtRestMeters meters, AtRestActivities activities) : IQueueWork
{
    public string Queue => inner.Queue;

    public bool MustNotRepeat => inner.MustNotRepeat;

    public Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken) =>
        MeasureAsync(inner.HandleAsync, DeliveryOutcome.Done, delivery, cancellationToken);

    public Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken) =>
        MeasureAsync(inner.HandlePoisonAsync, DeliveryOutcome.Poisoned, delivery, cancellationToken);

    private async Task MeasureAsync(Func<QueueDelivery, CancellationToken, Task> work, DeliveryOutcome outcome, QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var activity = activities.Delivery(Queue);
        try
        {
            await work(delivery, cancellationToken);
            meters.Delivered(Queue, outcome, Stopwatch.GetElapsedTime(started));
        }
        catch (Exception exception)
        {
            AtRestActivities.Fail(activity, exception);
            meters.Delivered(Queue, DeliveryOutcome.Failed, Stopwatch.GetElapsedTime(started), exception);
            throw;
        }
    }
}
