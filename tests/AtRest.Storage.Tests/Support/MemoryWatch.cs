namespace AtRest.Storage.Tests.Support;

/// <summary>How much memory is held on the way through a content: without garbage, of which other tests make more or less, and of which nothing follows.</summary>
internal sealed class MemoryWatch
{
    private const long Distance = 5 * 1024 * 1024;
    private long next;

    /// <summary>In bytes.</summary>
    public long Most { get; private set; }

    /// <param name="place">How many bytes went through; looked at every few megabytes, since it takes a collection.</param>
    public void Look(long place)
    {
        if (place >= next)
        {
            next = place + Distance;
            GC.Collect();
            Most = Math.Max(Most, GC.GetTotalMemory(forceFullCollection: false));
        }
    }
}
