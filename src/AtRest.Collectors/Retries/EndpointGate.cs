using System.Collections.Concurrent;

namespace AtRest.Collectors.Retries;

/// <summary>
/// Limits how many attempts try an endpoint that has not proved itself. Until it has sent anything, a few attempts at a time: hundreds of connections to a place where nothing listens
/// would only delay the end. After that, one attempt at a time of an operation that has not shown that it exists: the whole audit pays for a few attempts, however many keys there are.
/// </summary>
internal sealed class EndpointGate(EndpointHealth health, TimeProvider clock) : IDisposable
{
    private const int FirstCallers = 4;

    private readonly SemaphoreSlim firstContact = new(FirstCallers);
    private readonly ConcurrentDictionary<string, SemaphoreSlim> operations = new(StringComparer.Ordinal);

    public EndpointHealth Health => health;

    /// <summary>The time, for <see cref="EndpointHealth"/>.</summary>
    public TimeSpan Now => clock.GetElapsedTime(0);

    /// <summary>Waits for the attempt's turn.</summary>
    /// <returns>To be disposed of when the attempt is over; null if there was nothing to wait for.</returns>
    public async Task<IDisposable?> EnterAsync(string operation, CancellationToken cancellationToken)
    {
        if (!health.HasAnswered)
        {
            await firstContact.WaitAsync(cancellationToken);
            if (!health.HasAnswered)
            {
                return new Turn(firstContact);
            }

            firstContact.Release();
        }

        return health.IsOpen(operation) ? null : await EnterOneByOneAsync(operation, cancellationToken);
    }

    public void Dispose()
    {
        firstContact.Dispose();
        foreach (var operation in operations.Values)
        {
            operation.Dispose();
        }
    }

    private async Task<IDisposable?> EnterOneByOneAsync(string operation, CancellationToken cancellationToken)
    {
        var gate = operations.GetOrAdd(operation, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellationToken);
        if (health.IsOpen(operation))
        {
            // An attempt before this one has shown that the operation exists: all that wait for their turn go on side by side.
            gate.Release();
            return null;
        }

        try
        {
            if (health.WaitBefore(operation, Now) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, cancellationToken);
            }

            return new Turn(gate);
        }
        catch
        {
            gate.Release();
            throw;
        }
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
