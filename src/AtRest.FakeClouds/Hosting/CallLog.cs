using System.Collections.Immutable;

namespace AtRest.FakeClouds.Hosting;

/// <summary>Records calls.</summary>
internal sealed class CallLog
{
    private readonly Lock guard = new();
    private readonly Dictionary<string, int> arrived = [];
    private readonly List<FakeCall> answered = [];

    public void Arrive(string operation)
    {
        lock (guard)
        {
            arrived[operation] = arrived.GetValueOrDefault(operation) + 1;
        }
    }

    public void Answer(FakeCall call)
    {
        lock (guard)
        {
            answered.Add(call);
        }
    }

    public ImmutableSortedDictionary<string, int> CountArrived()
    {
        lock (guard)
        {
            return arrived.ToImmutableSortedDictionary(StringComparer.Ordinal);
        }
    }

    public ImmutableSortedDictionary<string, int> CountSuccessful() => History()
        .Where(call => call.Status is > 0 and < 400)
        .CountBy(call => call.Operation)
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    public ImmutableArray<FakeCall> History()
    {
        lock (guard)
        {
            return [.. answered];
        }
    }

    public void Reset()
    {
        lock (guard)
        {
            arrived.Clear();
            answered.Clear();
        }
    }
}
