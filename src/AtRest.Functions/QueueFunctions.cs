using System.Globalization;
using AtRest.Hosting;
using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Azure.Functions.Worker;

namespace AtRest.Functions;

/// <summary>
/// The queue triggers, each with its poison queue. The host counts every delivery, also those to killed workers, so its count decides nothing (<c>maxDequeueCount</c> is high): a
/// message that is to be delivered again is queued again, and the host removes the one that it delivered.
/// </summary>
public sealed class QueueFunctions(IEnumerable<IQueueWork> works, IWorkQueues queues, HostSettings settings)
{
    private const string Storage = "AzureWebJobsStorage";

    /// <summary>Plans an audit, collects a batch's evidence, or makes the report.</summary>
    [Function(nameof(AuditCluster))]
    public Task AuditCluster([QueueTrigger(QueueNames.Audits, Connection = Storage)] string message, FunctionContext context) => HandleAsync(settings.Audits.Queue, message, context);

    /// <summary>Gives up a step of an audit.</summary>
    [Function(nameof(AuditClusterPoison))]
    public Task AuditClusterPoison([QueueTrigger(QueueNames.Audits + QueueNames.Poison, Connection = Storage)] string message, FunctionContext context) =>
        HandlePoisonAsync(settings.Audits.Queue, message, context);

    /// <summary>Audits the clusters of a changed key.</summary>
    [Function(nameof(AuditKey))]
    public Task AuditKey([QueueTrigger(QueueNames.KeyChanges, Connection = Storage)] string message, FunctionContext context) => HandleAsync(QueueNames.KeyChanges, message, context);

    /// <summary>Gives up on a changed key.</summary>
    [Function(nameof(AuditKeyPoison))]
    public Task AuditKeyPoison([QueueTrigger(QueueNames.KeyChanges + QueueNames.Poison, Connection = Storage)] string message, FunctionContext context) =>
        HandlePoisonAsync(QueueNames.KeyChanges, message, context);

    /// <summary>Sends a notification.</summary>
    [Function(nameof(SendNotification))]
    public Task SendNotification([QueueTrigger(QueueNames.Notifications, Connection = Storage)] string message, FunctionContext context) =>
        HandleAsync(QueueNames.Notifications, message, context);

    /// <summary>Gives up on a notification.</summary>
    [Function(nameof(SendNotificationPoison))]
    public Task SendNotificationPoison([QueueTrigger(QueueNames.Notifications + QueueNames.Poison, Connection = Storage)] string message, FunctionContext context) =>
        HandlePoisonAsync(QueueNames.Notifications, message, context);

    private Task HandleAsync(string queue, string message, FunctionContext context) => OrLaterAsync(queue, WorkOf(queue).HandleAsync, message, context);

    private Task HandlePoisonAsync(string queue, string message, FunctionContext context) => OrLaterAsync(queue + QueueNames.Poison, WorkOf(queue).HandlePoisonAsync, message, context);

    /// <summary>If the storage fails here too, the function fails, and the host delivers the message again.</summary>
    private async Task OrLaterAsync(string queue, Func<QueueDelivery, CancellationToken, Task> handle, string message, FunctionContext context)
    {
        try
        {
            await handle(Delivery(message, context), context.CancellationToken);
        }
        catch (RetryLaterException later)
        {
            await queues.Open(queue).EnqueueAsync(message, later.Pause, context.CancellationToken);
        }
    }

    private IQueueWork WorkOf(string queue) => works.First(work => work.Queue == queue);

    /// <summary>A property of the message itself replaces metadata of the same name: a text that is not a number counts as the first delivery.</summary>
    private static QueueDelivery Delivery(string message, FunctionContext context)
    {
        var text = Convert.ToString(context.BindingContext.BindingData.GetValueOrDefault("DequeueCount"), CultureInfo.InvariantCulture)?.Trim('"');
        return new(message, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 1);
    }
}
