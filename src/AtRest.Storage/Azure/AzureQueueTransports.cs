using AtRest.Storage.Queues;

namespace AtRest.Storage.Azure;

/// <summary>Queues of an account.</summary>
internal sealed class AzureQueueTransports(AzureAccount account) : IQueueTransports
{
    public IQueueTransport Open(string name) => new AzureQueue(account.Queues.GetQueueClient(name));
}
