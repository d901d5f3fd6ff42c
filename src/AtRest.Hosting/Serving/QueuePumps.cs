using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Serving;

/// <summary>Runs a pump for each queue and for its poison queue while the server runs.</summary>
internal sealed class QueuePumps(IEnumerable<IQueueWork> works, IWorkQueues queues, HostSettings settings, PumpTimes times, TimeProvider time, ILoggerFactory loggers) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(works.SelectMany(Pumps).Select(pump => pump.RunAsync(stoppingToken)));

    private IEnumerable<QueuePump> Pumps(IQueueWork work) =>
    [
        Pump(work.Queue, work.HandleAsync, settings.Serving.Concurrency),
        Pump(work.Queue + QueueNames.Poison, work.HandlePoisonAsync, concurrency: 1),
    ];

    private QueuePump Pump(string name, Func<QueueDelivery, CancellationToken, Task> work, int concurrency)
    {
        var queue = queues.Open(name);
        var worker = new MessageWorker(queue, work, times, time, loggers.CreateLogger<MessageWorker>());
        return new QueuePump(queue, worker, concurrency, times, time, loggers.CreateLogger<QueuePump>());
    }
}
