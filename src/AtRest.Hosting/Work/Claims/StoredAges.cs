using System.Collections.Concurrent;

namespace AtRest.Hosting.Work.Claims;

/// <summary>
/// The ages of blobs. A blob whose time is in the future was written while a clock was ahead: such a blob would be young until then. Its age is the time since this process
/// first saw this version of it, by the monotonic clock.
/// </summary>
internal sealed class StoredAges(TimeProvider time)
{
    /// <summary>Times of one storage may differ by this: Azure's servers have their own clocks.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

    private const int MostKept = 10_000;

    private readonly ConcurrentDictionary<string, Sighting> sightings = new(StringComparer.Ordinal);

    /// <summary>Whether this process has seen times in the future: a clock is wrong, or was.</summary>
    public bool HasFuture => !sightings.IsEmpty;

    /// <summary>How far the storage's clock was ahead of this process's at the last reading; null if nothing was read.</summary>
    public TimeSpan? StorageAhead { get; private set; }

    /// <summary>Notes the storage's time.</summary>
    public void Note(DateTimeOffset readAt) => StorageAhead = readAt - time.GetUtcNow();

    /// <param name="name">What it is the age of.</param>
    /// <param name="version">Changes when it is written.</param>
    /// <param name="writtenAt">When it was written.</param>
    /// <param name="readAt">Now, by the same clock.</param>
    public TimeSpan Of(string name, string version, DateTimeOffset writtenAt, DateTimeOffset readAt)
    {
        var age = readAt - writtenAt;
        if (age >= -Tolerance)
        {
            sightings.TryRemove(name, out _);
            return age > TimeSpan.Zero ? age : TimeSpan.Zero;
        }

        if (sightings.Count >= MostKept)
        {
            sightings.Clear();
        }

        var now = time.GetTimestamp();
        var sighting = sightings.AddOrUpdate(name, _ => new Sighting(version, now), (_, known) => known.Version == version ? known : new Sighting(version, now));
        return time.GetElapsedTime(sighting.At);
    }

    private sealed record Sighting(string Version, long At);
}
