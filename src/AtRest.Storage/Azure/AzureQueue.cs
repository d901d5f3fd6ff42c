using AtRest.Storage.Queues;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace AtRest.Storage.Azure;

/// <summary>A queue of the account, created on the first send. Its messages are in Base64, as the Functions host expects.</summary>
internal sealed class AzureQueue : IQueueTransport
{
    private static readonly TimeSpan Never = TimeSpan.FromSeconds(-1);
    private readonly QueueClient queue;
    private readonly Creation creation;

    public AzureQueue(QueueClient queue)
    {
        this.queue = queue;
        creation = new Creation(token => queue.CreateIfNotExistsAsync(cancellationToken: token));
    }

    public Task SendAsync(string text, TimeSpan delay, CancellationToken cancellationToken) => AzureFault.RunAsync(
        async () =>
        {
            await creation.EnsureAsync(cancellationToken);
            try
            {
                return await SendOnceAsync(text, delay, cancellationToken);
            }
            catch (RequestFailedException exception) when (exception.ErrorCode == "QueueNotFound")
            {
                // The queue was deleted since it was first used.
                creation.Forget();
                await creation.EnsureAsync(cancellationToken);
                return await SendOnceAsync(text, delay, cancellationToken);
            }
        },
        cancellationToken);

    public Task EnsureExistsAsync(CancellationToken cancellationToken) => AzureFault.RunAsync(
        async () =>
        {
            await creation.EnsureAsync(cancellationToken);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<WorkMessage>> ReceiveAsync(int maxMessages, TimeSpan visibilityTimeout, CancellationToken cancellationToken) =>
        OrIfGoneAsync<IReadOnlyList<WorkMessage>>(
            async () => [.. (await queue.ReceiveMessagesAsync(maxMessages, visibilityTimeout, cancellationToken)).Value.Select(Message)],
            [],
            cancellationToken);

    public Task<bool> DeleteAsync(WorkMessage message, CancellationToken cancellationToken) => OrIfGoneAsync(
        async () =>
        {
            await queue.DeleteMessageAsync(message.Id, message.Receipt, cancellationToken);
            return true;
        },
        false,
        cancellationToken);

    public Task<WorkMessage?> HideAsync(WorkMessage message, TimeSpan visibilityTimeout, CancellationToken cancellationToken) => OrIfGoneAsync<WorkMessage?>(
        async () =>
        {
            // Without a text the message keeps its own.
            var updated = await queue.UpdateMessageAsync(message.Id, message.Receipt, (string?)null, visibilityTimeout, cancellationToken);
            return message with { Receipt = updated.Value.PopReceipt };
        },
        null,
        cancellationToken);

    public Task<DateTimeOffset?> NextEnqueuedAtAsync(CancellationToken cancellationToken) => OrIfGoneAsync(
        async () => (await queue.PeekMessageAsync(cancellationToken)).Value?.InsertedOn, null, cancellationToken);

    public Task<int> CountAsync(CancellationToken cancellationToken) => OrIfGoneAsync(
        async () => (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount, 0, cancellationToken);

    private static Task<T> OrIfGoneAsync<T>(Func<Task<T>> call, T gone, CancellationToken cancellationToken) => AzureFault.RunAsync(
        async () =>
        {
            try
            {
                return await call();
            }
            catch (RequestFailedException exception) when (exception.ErrorCode is "QueueNotFound" or "MessageNotFound" or "PopReceiptMismatch" || IsForeignReceipt(exception))
            {
                return gone;
            }
        },
        cancellationToken);

    // The receipt has an invalid form.
    private static bool IsForeignReceipt(RequestFailedException exception) =>
        exception is { Status: 400, ErrorCode: "InvalidQueryParameterValue" } && exception.Data["QueryParameterName"] is "popreceipt";

    private static WorkMessage Message(QueueMessage message) => new()
    {
        Id = message.MessageId,
        Text = MessageText.FromWire(message.Body.ToString()),
        DequeueCount = (int)message.DequeueCount,
        EnqueuedAt = message.InsertedOn ?? DateTimeOffset.UnixEpoch,
        Receipt = message.PopReceipt,
    };

    private async Task<SendReceipt> SendOnceAsync(string text, TimeSpan delay, CancellationToken cancellationToken) =>
        (await queue.SendMessageAsync(MessageText.ToWire(text), delay, Never, cancellationToken)).Value;
}
