using System.Collections.Concurrent;

namespace AtRest.Storage.Queues;

/// <summary>One object per queue, however often it is opened: a folder's queue caches what it saw.</summary>
internal sealed class WorkQueues(IQueueTransports transports, int maxDeliveries) : IWorkQueues
{
    private readonly ConcurrentDictionary<string, Lazy<IQueueTransport>> opened = new(StringComparer.Ordinal);

    public IWorkQueue Open(string name)
    {
        var checkedName = ResourceName.CheckedQueue(name);
        var poison = ResourceName.IsPoison(checkedName) ? null : Transport(checkedName + ResourceName.PoisonSuffix);
        return new WorkQueue(checkedName, Transport(checkedName), poison, maxDeliveries);
    }

    private IQueueTransport Transport(string name) => opened.GetOrAdd(name, key => new Lazy<IQueueTransport>(() => transports.Open(key))).Value;
}
