using AtRest.Functions.Tests.Support.HostDouble;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Functions.Tests.Support;

/// <summary>The host's queue triggers: takes messages from the real queues, calls the functions, and removes what they did.</summary>
internal sealed class QueueTriggers : IAsyncDisposable
{
    public static readonly IReadOnlyList<(string Function, string Queue)> All =
    [
        ("AuditCluster", "atrest-audits"), ("AuditClusterPoison", "atrest-audits-poison"), ("AuditKey", "atrest-key-changes"), ("AuditKeyPoison", "atrest-key-changes-poison"),
        ("SendNotification", "atrest-notifications"), ("SendNotificationPoison", "atrest-notifications-poison"),
    ];

    /// <summary>Between two looks at the queues when none has a message. A look is a dozen calls, and some tests wait for half a minute.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(3);

    private readonly ServiceProvider services;
    private readonly IWorkQueues queues;

    public QueueTriggers(string connection)
    {
        services = new ServiceCollection().AddAtRestStorage(new StorageOptions { Connection = connection }).BuildServiceProvider();
        queues = services.GetRequiredService<IWorkQueues>();
        Blobs = services.GetRequiredService<IBlobStore>();
    }

    public IBlobStore Blobs { get; }

    /// <summary>
    /// Until all queues are empty and no worker that was killed has a claim: after half a minute another worker queues its message again. A call that fails, or whose worker is killed meanwhile,
    /// is made again.
    /// </summary>
    public async Task RunAsync(Func<FunctionHost> host, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Timeout);
        while (await OutstandingAsync(limit.Token) > 0 || await IsClaimedAsync(limit.Token))
        {
            var hasWorked = false;
            foreach (var (function, queue) in All)
            {
                hasWorked |= await RunOnceAsync(host, function, queue, limit.Token);
            }

            if (!hasWorked)
            {
                await Task.Delay(Pause, limit.Token);
            }
        }
    }

    /// <summary>One message of a queue; null if there is none.</summary>
    public async Task<WorkMessage?> ReceiveAsync(string queue, CancellationToken cancellationToken) =>
        await queues.Open(queue).ReceiveAsync(new ReceiveOptions { VisibilityTimeout = TimeSpan.FromSeconds(2) }, cancellationToken) is [var message, ..] ? message : null;

    public Task CompleteAsync(string queue, WorkMessage message, CancellationToken cancellationToken) => queues.Open(queue).CompleteAsync(message, cancellationToken);

    public async Task<int> OutstandingAsync(CancellationToken cancellationToken)
    {
        var counts = await Task.WhenAll(All.Select(trigger => queues.Open(trigger.Queue).CountAsync(cancellationToken)));
        return counts.Sum();
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();

    /// <summary>Claims that only remember what is done do not count.</summary>
    private async Task<bool> IsClaimedAsync(CancellationToken cancellationToken) =>
        (await Blobs.ListAsync(new BlobListing { Prefix = "working/" }, cancellationToken)).Blobs.Any(blob => !blob.ContentType.Contains("done", StringComparison.Ordinal));

    /// <returns>Whether there was a message.</returns>
    private async Task<bool> RunOnceAsync(Func<FunctionHost> host, string function, string queue, CancellationToken cancellationToken)
    {
        if (await ReceiveAsync(queue, cancellationToken) is not { } message)
        {
            return false;
        }

        try
        {
            var answer = await host().InvokeAsync(Invocation.Queue(function, message.Text, message.DequeueCount), cancellationToken);
            if (answer.Result.Status == StatusResult.Types.Status.Success)
            {
                await CompleteAsync(queue, message, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or WorkerEndedException or InvalidOperationException)
        {
            // The worker was killed, and its host is gone with it: the message comes again.
        }

        return true;
    }
}
