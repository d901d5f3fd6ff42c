using System.Collections.Concurrent;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>
/// What is known of one service at one endpoint during an audit. A call that used up all its attempts speaks for those after it, unless
/// another call was answered while it tried: so a dead endpoint, or an operation that it does not offer, costs one call's patience and not
/// every key's.
/// </summary>
internal sealed class EndpointHealth(TimeProvider clock, bool isOverride) : IDisposable
{
    private const int FirstCallers = 4;
    private const int Hopeless = 40;

    private readonly OperationProbes probes = new(clock, isOverride);
    private readonly SemaphoreSlim firstContact = new(FirstCallers);
    private readonly ConcurrentDictionary<string, long> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Exception> givenUp = new(StringComparer.Ordinal);
    private volatile Exception? dead;
    private long lastSign;
    private int doubt;

    /// <summary>Whether it ever sent anything, errors included.</summary>
    public bool HasAnswered => Interlocked.Read(ref lastSign) != 0;

    /// <summary>Why calls of the operation are not worth making; null if they are.</summary>
    public Exception? GivenUp(string operation) => dead ?? givenUp.GetValueOrDefault(operation);

    /// <summary>The operation gave a definite answer, good or bad.</summary>
    public void Answered(string operation)
    {
        Alive();
        answers[operation] = clock.GetTimestamp();
        probes.Answered(operation);
    }

    /// <summary>The endpoint sent something, were it only an error.</summary>
    public void Alive() => Interlocked.Exchange(ref lastSign, clock.GetTimestamp());

    /// <summary>
    /// Until the endpoint has sent anything, only a few may try it: hundreds of connections to a place where nobody is would only make the
    /// end come later. After that, an operation that has not shown that it is there is tried by one call at a time (<see cref="OperationProbes"/>).
    /// The answer is to be disposed of when the attempt is over.
    /// </summary>
    public async Task<IDisposable?> MeetAsync(string operation, CancellationToken cancellationToken)
    {
        if (!HasAnswered)
        {
            await firstContact.WaitAsync(cancellationToken);
            if (!HasAnswered)
            {
                return new Turn(firstContact);
            }

            firstContact.Release();
        }

        return await probes.MeetAsync(operation, cancellationToken);
    }

    /// <summary>An attempt ended so, and is not looked at further yet.</summary>
    /// <param name="operation">Of which operation.</param>
    /// <param name="started">When the attempt began, as a time stamp of the clock.</param>
    /// <param name="exception">What it ended with.</param>
    public void Failed(string operation, long started, Exception exception)
    {
        if (FaultClassifier.IsNamedError(exception))
        {
            probes.Answered(operation);
            return;
        }

        if (!FaultClassifier.IsNamelessError(exception))
        {
            probes.Silent(operation);
            return;
        }

        var serviceHasAnswered = !answers.IsEmpty;
        if (probes.Nameless(operation, started, serviceHasAnswered))
        {
            // AWS itself never answers so. A service that answered nothing at all may only be down.
            if (serviceHasAnswered)
            {
                NotOfferedMark.Put(exception);
            }

            givenUp.TryAdd(operation, exception);
        }
    }

    public void Dispose()
    {
        firstContact.Dispose();
        probes.Dispose();
    }

    /// <summary>The endpoint says that it has no such operation.</summary>
    public void NotOffered(string operation, Exception exception) => givenUp.TryAdd(operation, exception);

    /// <summary>
    /// An attempt failed before the endpoint ever sent anything. Four places where nobody listens are enough to call it dead, or eight
    /// silences, or forty dropped connections: a faulty network that lets two thirds through would take 10^4 audits to look so.
    /// </summary>
    public void Doubt(FaultKind kind, Exception exception)
    {
        var weight = kind switch { FaultKind.Unreachable => Hopeless / 4, FaultKind.TimedOut => Hopeless / 8, _ => 1 };
        if (!HasAnswered && Interlocked.Add(ref doubt, weight) >= Hopeless)
        {
            dead ??= exception;
        }
    }

    /// <summary>A call used up its attempts.</summary>
    public void Exhausted(string operation, CallAttempts attempts, Exception exception)
    {
        if (Interlocked.Read(ref lastSign) < attempts.Started)
        {
            dead ??= exception;
            return;
        }

        if (answers.GetValueOrDefault(operation) < attempts.Started)
        {
            givenUp.TryAdd(operation, exception);
        }
    }

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
