using AtRest.Storage.Queues;

namespace AtRest.Storage.Local;

/// <summary>Queues of a folder.</summary>
internal sealed class LocalQueueTransports(LocalFolder folder) : IQueueTransports
{
    public IQueueTransport Open(string name) => new LocalQueue(name, folder);
}
