using System.Collections.Immutable;

namespace AtRest.FakeClouds.Hosting;

/// <summary>Counts calls.</summary>
internal sealed class CallLog
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, int> arrived = [];
    private readonly List<FakeCall> answered = [];

    public void Arrive(string operation)
    {
        lock (gate)
        {
            arrived[operation] = arrived.GetValueOrDefault(operation) + 1;
        }
    }

    public void Answer(FakeCall call)
    {
        lock (gate)
        {
            answered.Add(call);
        }
    }

    public ImmutableSortedDictionary<string, int> CountArrived()
    {
        lock (gate)
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
        lock (gate)
        {
            return [.. answered];
        }
    }

    public void Reset()
    {
        lock (gate)
        {
            arrived.Clear();
            answered.Clear();
        }
    }
}
