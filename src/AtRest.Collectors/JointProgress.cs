using AtRest.Core.Audits;

namespace AtRest.Collectors;

/// <summary>Adds up the progress of all sources.</summary>
internal sealed class JointProgress(IProgress<CollectionProgress>? progress, int sources)
{
    private readonly Lock gate = new();
    private readonly CollectionProgress[] parts = new CollectionProgress[sources];

    public IProgress<CollectionProgress> Of(int source) => new Part(this, source);

    private void Move(int source, CollectionProgress value)
    {
        // Under the lock, so that reports arrive in order.
        lock (gate)
        {
            parts[source] = value;
            progress?.Report(new CollectionProgress(parts.Sum(part => part.Done), parts.Sum(part => part.Total)));
        }
    }

    private sealed class Part(JointProgress whole, int source) : IProgress<CollectionProgress>
    {
        public void Report(CollectionProgress value) => whole.Move(source, value);
    }
}
