using System.Globalization;
using AtRest.Hosting;
using AtRest.Hosting.Work;
using Microsoft.Azure.Functions.Worker;

namespace AtRest.Functions;

/// <summary>
/// The queue triggers, each with its poison queue. An exception is a failed delivery: the host delivers the message again, and moves it to the poison queue after <c>maxDequeueCount</c>.
/// </summary>
public sealed class QueueFunctions(IEnumerable<IQueueWork> works, HostSettings settings)
{
    private const string Storage = "AzureWebJobsStorage";

    /// <summary>Plans an audit, collects a batch's evidence, or makes the report.</summary>
    [Function(nameof(AuditCluster))]
    public Task AuditCluster([QueueTrigger(QueueNames.Audits, Connection = Storage)] string message, FunctionContext context) =>
        WorkOf(settings.Audits.Queue).HandleAsync(Delivery(message, context), context.CancellationToken);

    /// <summary>Gives up a step of an audit.</summary>
    [Function(nameof(AuditClusterPoison))]
    public Task AuditClusterPoison([QueueTrigger(QueueNames.Audits + QueueNames.Poison, Connection = Storage)] string message, FunctionContext context) =>
        WorkOf(settings.Audits.Queue).HandlePoisonAsync(Delivery(message, context), context.CancellationToken);

    /// <summary>Audits the clusters of a changed key.</summary>
    [Function(nameof(AuditKey))]
    public Task AuditKey([QueueTrigger(QueueNames.KeyChanges, Connection = Storage)] string message, FunctionContext context) =>
        WorkOf(QueueNames.KeyChanges).HandleAsync(Delivery(message, context), context.CancellationToken);

    /// <summary>Gives up on a changed key.</summary>
    [Function(nameof(AuditKeyPoison))]
    public Task AuditKeyPoison([QueueTrigger(QueueNames.KeyChanges + QueueNames.Poison, Connection = Storage)] string message, FunctionContext context) =>
        WorkOf(QueueNames.KeyChanges).HandlePoisonAsync(Delivery(message, context), context.CancellationToken);

    /// <summary>Sends a notification.</summary>
    [Function(nameof(SendNotification))]
    public Task SendNotification([QueueTrigger(QueueNames.Notifications, Connection = Storage)] string message, FunctionContext context) =>
        WorkOf(QueueNames.Notifications).HandleAsync(Delivery(message, context), context.CancellationToken);

    /// <summary>Gives up on a notification.</summary>
    [Function(nameof(SendNotificationPoison))]
    public Task SendNotificationPoison([QueueTrigger(QueueNames.Notifications + QueueNames.Poison, Connection = Storage)] string message, FunctionContext context) =>
        WorkOf(QueueNames.Notifications).HandlePoisonAsync(Delivery(message, context), context.CancellationToken);

    private IQueueWork WorkOf(string queue) => works.First(work => work.Queue == queue);

    /// <summary>A property of the message itself replaces metadata of the same name: a text that is not a number counts as the first delivery.</summary>
    private static QueueDelivery Delivery(string message, FunctionContext context)
    {
        var text = Convert.ToString(context.BindingContext.BindingData.GetValueOrDefault("DequeueCount"), CultureInfo.InvariantCulture)?.Trim('"');
        return new(message, int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count : 1);
    }
}
