using System.Collections.Concurrent;

namespace AtRest.Collectors.Aws.CloudTrail.Events;

/// <summary>
/// Keeps <c>LookupEvents</c> below the rate of AWS: two calls a second for each account and region. The lookups of one place are made one after the other, so that a list never waits for the
/// lists of other keys between two of its pages.
/// </summary>
/// <param name="interval">The least time between the starts of two calls.</param>
/// <param name="clock">Measures it.</param>
internal sealed class LookupPace(TimeSpan interval, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<(string AccountId, string Region), Place> places = new();

    /// <summary>Waits until no other key of the account and region is looked up.</summary>
    /// <returns>The turn. It must be disposed of after the last call.</returns>
    public async Task<Turn> EnterAsync(string accountId, string region, CancellationToken cancellationToken)
    {
        var place = places.GetOrAdd((accountId, region), _ => new Place());
        await place.Gate.WaitAsync(cancellationToken);
        return new Turn(place, interval, clock);
    }

    public void Dispose()
    {
        foreach (var place in places.Values)
        {
            place.Gate.Dispose();
        }
    }

    /// <summary>The time in which one key's events are looked up.</summary>
    internal sealed class Turn(Place place, TimeSpan interval, TimeProvider clock) : IDisposable
    {
        /// <summary>Waits until the next call may start.</summary>
        public async Task WaitAsync(CancellationToken cancellationToken)
        {
            if (place.Last is { } last && interval - clock.GetElapsedTime(last) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, cancellationToken);
            }

            place.Last = clock.GetTimestamp();
        }

        public void Dispose() => place.Gate.Release();
    }

    /// <summary>An account and region.</summary>
    internal sealed class Place
    {
        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>When the last call started; null: there was none.</summary>
        public long? Last { get; set; }
    }
}
