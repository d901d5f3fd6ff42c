using AtRest.Hosting.Notifications.Endpoints;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Notifications.Sending;
using AtRest.Hosting.Telemetry;
using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Notifications;

/// <summary>
/// Makes one attempt. The next attempt is queued before this one is completed, and a notification that is given up is stored before that: after a kill at any point, it is sent
/// at most once more, and never lost.
/// </summary>
internal sealed class NotificationWork(
    NotificationEndpoints endpoints, NotificationSender sender, RetrySchedule schedule, DeadNotifications dead, BatchBodies bodies, IWorkQueues queues, AtRestMeters meters, AtRestActivities activities,
    ILogger<NotificationWork> logger) : IQueueWork
{
    public string Queue => NotificationMessage.Queue;

    /// <summary>The receiver would get it again.</summary>
    public bool MustNotRepeat => true;

    public async Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        var message = NotificationMessage.Parse(delivery.Text);
        if (await BodyAsync(message, cancellationToken) is not { } body)
        {
            // It was delivered or given up before.
            return;
        }

        var (endpoint, missing) = await endpoints.FindAsync(message, cancellationToken);
        if (endpoint is null)
        {
            await GiveUpAsync(message, body, missing!, cancellationToken);
            return;
        }

        var result = await SendAsync(endpoint, message with { Body = body }, cancellationToken);
        await endpoints.NoteAsync(message.Organization, endpoint.Endpoint, result.Cause, cancellationToken);
        if (result.Cause is not { } cause)
        {
            meters.NotificationSent(NotificationOutcome.Delivered);
            logger.Delivered(message.Notification, message.Organization, message.Attempt);
            await ForgetAsync(message, cancellationToken);
        }
        else if (!result.IsFinal && schedule.After(message.Attempt, result.RequestedPause, Random.Shared.NextDouble()) is { } pause)
        {
            var next = message with { Attempt = message.Attempt + 1, LastCause = cause };
            await queues.Open(Queue).EnqueueAsync(next.ToText(), pause, cancellationToken);
            meters.NotificationSent(NotificationOutcome.Failed);
            logger.Failed(message.Notification, message.Organization, message.Attempt, cause, pause);
        }
        else
        {
            await GiveUpAsync(message, body, cause, cancellationToken);
        }
    }

    public async Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken)
    {
        NotificationMessage message;
        try
        {
            message = NotificationMessage.Parse(delivery.Text);
        }
        catch (FormatException exception)
        {
            // The message has nothing that could be stored for anybody.
            logger.NotOurs(exception);
            return;
        }

        if (delivery.WasOutage && schedule.After(message.Attempt, null, Random.Shared.NextDouble()) is { } pause)
        {
            // The receiver did not refuse it: the rest of its attempts is left.
            await queues.Open(Queue).EnqueueAsync((message with { Attempt = message.Attempt + 1 }).ToText(), pause, cancellationToken);
            return;
        }

        ReadOnlyMemory<byte>? body;
        try
        {
            body = await BodyAsync(message, cancellationToken);
        }
        catch (StorageException exception) when (exception.IsDamage)
        {
            // It is kept without the body.
            body = "null"u8.ToArray();
        }

        if (body is { } read)
        {
            await GiveUpAsync(message, read, $"It could not be processed. {message.LastCause}".TrimEnd(), cancellationToken);
        }
    }

    /// <summary>What is sent; null if it was deleted.</summary>
    private async Task<ReadOnlyMemory<byte>?> BodyAsync(NotificationMessage message, CancellationToken cancellationToken) =>
        message.Blob is null ? message.Body : await bodies.ReadAsync(message.Blob, cancellationToken) is { } body ? body : null;

    private Task ForgetAsync(NotificationMessage message, CancellationToken cancellationToken) => message.Blob is null ? Task.CompletedTask : bodies.DeleteAsync(message.Blob, cancellationToken);

    private async Task<SendResult> SendAsync(NotificationEndpoint endpoint, NotificationMessage message, CancellationToken cancellationToken)
    {
        using var activity = activities.Notification(message.Organization);
        return await sender.SendAsync(endpoint, message, cancellationToken);
    }

    private async Task GiveUpAsync(NotificationMessage message, ReadOnlyMemory<byte> body, string cause, CancellationToken cancellationToken)
    {
        var blob = await dead.KeepAsync(message with { Body = body }, cause, cancellationToken);
        meters.NotificationSent(NotificationOutcome.DeadLettered);
        logger.GivenUp(message.Notification, message.Organization, message.Attempt, cause, blob);
        await ForgetAsync(message, cancellationToken);
    }
}
