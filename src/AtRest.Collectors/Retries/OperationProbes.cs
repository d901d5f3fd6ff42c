using System.Collections.Concurrent;

namespace AtRest.Collectors.Retries;

/// <summary>
/// Finds out which operations an endpoint in place of the cloud's own does not offer. Emulators often say so with an error that is not in the cloud's shape: a web
/// page, a status alone. One such error can be chance, so a few in a row are needed, each to an attempt that began after the one before. Until an operation
/// has shown that it is there, and while it gives such errors, one call at a time tries it: the whole audit pays for a few attempts, however many keys there are.
/// </summary>
/// <param name="clock">Measures the waits.</param>
/// <param name="isOverride">The cloud itself names its errors, so at its own endpoints nothing is counted and nobody waits.</param>
internal sealed class OperationProbes(TimeProvider clock, bool isOverride) : IDisposable
{
    /// <summary>So many nameless errors in a row, and no answer: the endpoint does not offer the operation. They take three quarters of a second at least.</summary>
    public const int NamelessOfNotOffered = 6;

    /// <summary>The same for a service of which nothing at all was answered: it may just be starting. They take ten seconds at least.</summary>
    public const int NamelessOfSilentService = 24;

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, Probe> probes = new(StringComparer.Ordinal);

    /// <summary>Waits for the operation's turn; what is answered is to be disposed of when the attempt is over. Null: there is nothing to wait for.</summary>
    public async Task<IDisposable?> MeetAsync(string operation, CancellationToken cancellationToken)
    {
        if (!isOverride || Of(operation) is not { IsOpen: false } probe)
        {
            return null;
        }

        await probe.Gate.WaitAsync(cancellationToken);
        try
        {
            var rest = probe.IsOpen || probe.IsGivenUp ? TimeSpan.Zero : probe.NotBefore(clock);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, cancellationToken);
            }

            return new Turn(probe.Gate);
        }
        catch
        {
            probe.Gate.Release();
            throw;
        }
    }

    /// <summary>The operation is there: it answered, or refused in the cloud's words.</summary>
    public void Answered(string operation)
    {
        if (isOverride)
        {
            Of(operation).Answer();
        }
    }

    /// <summary>An attempt ended without a word from the endpoint: nothing is known, and nobody has to wait for the others.</summary>
    public void Silent(string operation)
    {
        if (isOverride)
        {
            Of(operation).IsOpen = true;
        }
    }

    /// <summary>An attempt ended with a nameless error.</summary>
    /// <param name="operation">Of which operation.</param>
    /// <param name="started">When the attempt began, as a time stamp of the clock.</param>
    /// <param name="serviceHasAnswered">Whether another operation of the service was answered.</param>
    /// <returns>Whether the operation is to be given up.</returns>
    public bool Nameless(string operation, long started, bool serviceHasAnswered) =>
        isOverride && Of(operation).CountNameless(clock.GetTimestamp(), started) >= (serviceHasAnswered ? NamelessOfNotOffered : NamelessOfSilentService) && Of(operation).GiveUp();

    public void Dispose()
    {
        foreach (var probe in probes.Values)
        {
            probe.Gate.Dispose();
        }
    }

    private Probe Of(string operation) => probes.GetOrAdd(operation, _ => new Probe());

    private sealed class Probe
    {
        private readonly Lock guard = new();
        private bool answered;
        private int nameless;
        private long last;

        public SemaphoreSlim Gate { get; } = new(1);

        /// <summary>Whether attempts go on side by side.</summary>
        public volatile bool IsOpen;

        public volatile bool IsGivenUp;

        public void Answer()
        {
            lock (guard)
            {
                answered = true;
                nameless = 0;
            }

            IsOpen = true;
        }

        /// <summary>How many there were in a row; none of an operation that has ever answered.</summary>
        public int CountNameless(long now, long started)
        {
            lock (guard)
            {
                if (!answered && (nameless == 0 || started > last))
                {
                    nameless++;
                    last = now;
                }

                return nameless;
            }
        }

        public bool GiveUp() => IsGivenUp = true;

        /// <summary>How long the next attempt has to wait: twice as long after each error.</summary>
        public TimeSpan NotBefore(TimeProvider clock)
        {
            lock (guard)
            {
                if (nameless == 0)
                {
                    return TimeSpan.Zero;
                }

                var wait = FirstWait * Math.Pow(2, nameless - 1);
                return (wait < LongestWait ? wait : LongestWait) - clock.GetElapsedTime(last);
            }
        }
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
