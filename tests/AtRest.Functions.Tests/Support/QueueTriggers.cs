using System.Net;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Functions.Tests.Support;

/// <summary>The host's queue triggers: takes messages from the real queues, calls the handler, and removes what it did.</summary>
internal sealed class QueueTriggers : IAsyncDisposable
{
    public static readonly IReadOnlyList<(string Function, string Queue)> All =
    [
        ("AuditCluster", "atrest-audits"), ("AuditClusterPoison", "atrest-audits-poison"), ("AuditKey", "atrest-key-changes"), ("AuditKeyPoison", "atrest-key-changes-poison"),
        ("SendNotification", "atrest-notifications"), ("SendNotificationPoison", "atrest-notifications-poison"),
    ];

    private readonly ServiceProvider services;
    private readonly IWorkQueues queues;

    public QueueTriggers(string connection)
    {
        services = new ServiceCollection().AddAtRestStorage(new StorageOptions { Connection = connection }).BuildServiceProvider();
        queues = services.GetRequiredService<IWorkQueues>();
    }

    /// <summary>Until all queues are empty. A call that fails, or whose handler is killed meanwhile, is made again.</summary>
    public async Task RunAsync(Func<HttpClient> handler, CancellationToken cancellationToken)
    {
        while (await OutstandingAsync(cancellationToken) > 0)
        {
            foreach (var (function, queue) in All)
            {
                await RunOnceAsync(handler, function, queue, cancellationToken);
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    /// <summary>One message of a queue; null if there is none.</summary>
    public async Task<WorkMessage?> ReceiveAsync(string queue, CancellationToken cancellationToken) =>
        (await queues.Open(queue).ReceiveAsync(new ReceiveOptions { VisibilityTimeout = TimeSpan.FromSeconds(2) }, cancellationToken)).FirstOrDefault();

    public Task CompleteAsync(string queue, WorkMessage message, CancellationToken cancellationToken) => queues.Open(queue).CompleteAsync(message, cancellationToken);

    public async Task<int> OutstandingAsync(CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(All.Select(trigger => queues.Open(trigger.Queue).CountAsync(cancellationToken)));
        return counts.Sum();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private async Task RunOnceAsync(Func<HttpClient> handler, string function, string queue, CancellationToken cancellationToken)
    {
        if (await ReceiveAsync(queue, cancellationToken) is not { } message)
        {
            return;
        }

        try
        {
            using var answer = await handler().QueueAsync(function, message.Text, message.DequeueCount);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                (await answer.Content.ReadAsStringAsync(cancellationToken)).ShouldBe(HostCalls.Done);
                await CompleteAsync(queue, message, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or ObjectDisposedException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
        {
            // The handler was killed, and its client is gone with it: the message comes again.
        }
    }
}
