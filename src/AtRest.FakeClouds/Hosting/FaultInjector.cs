using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Hosting;

/// <summary>Decides which calls fail.</summary>
internal sealed class FaultInjector(FakeFaults faults, TimeProvider time)
{
    private readonly Lock guard = new();
    private readonly Random random = new(faults.Seed);
    private readonly Dictionary<(string Operation, string AccountId, string Region), (long Second, int Count)> windows = [];
    private long calls;

    public Task DelayAsync(CancellationToken cancellationToken) => faults.LatencyMs > 0
        ? Task.Delay(TimeSpan.FromMilliseconds(faults.LatencyMs), time, cancellationToken)
        : Task.CompletedTask;

    /// <summary>The fault of the next call.</summary>
    public Fault Next(string service)
    {
        if (faults.Down.Contains(service))
        {
            return Fault.Unavailable;
        }

        lock (guard)
        {
            calls++;
            bool nth = faults.FailEveryNth > 0 && calls % faults.FailEveryNth == 0;
            if (nth || Draw(faults.FailureRate))
            {
                return (faults.DropConnections ? random.Next(3) : random.Next(2)) switch
                {
                    0 => Fault.InternalFailure,
                    1 => Fault.Unavailable,
                    _ => Fault.DroppedConnection,
                };
            }

            return Draw(faults.ThrottleRate) ? Fault.Throttled : Fault.None;
        }
    }

    /// <summary>Counts a call towards the operation's quota of this second.</summary>
    public bool IsOverQuota(string operation, Caller caller)
    {
        if (!faults.Quotas.TryGetValue(operation, out int quota))
        {
            return false;
        }

        long second = time.GetUtcNow().ToUnixTimeSeconds();
        lock (guard)
        {
            (string, string, string) key = (operation, caller.AccountId, caller.Region);
            (long Second, int Count) window = windows.GetValueOrDefault(key);
            window = window.Second == second ? (second, window.Count + 1) : (second, 1);
            windows[key] = window;
            return window.Count > quota;
        }
    }

    // Without a rate nothing is drawn, so that the other faults of a scenario keep their places in the sequence.
    private bool Draw(double rate) => rate > 0 && random.NextDouble() < rate;
}

/// <summary>A fault of a call.</summary>
internal enum Fault
{
    None,
    Throttled,
    InternalFailure,
    Unavailable,
    DroppedConnection,
}
