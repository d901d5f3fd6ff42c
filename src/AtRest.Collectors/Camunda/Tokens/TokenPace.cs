namespace AtRest.Collectors.Camunda.Tokens;

/// <summary>
/// Sends one request for a token at a time, and the next one a second after the response. The OAuth service limits the requests of a source, failed ones
/// included (https://docs.camunda.io/docs/apis-tools/administration-api/authentication/). All organizations share the limit.
/// </summary>
internal sealed class TokenPace(TimeProvider clock) : IDisposable
{
    // A little more than the required second, because two clocks never agree to the millisecond.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(1050);

    private readonly SemaphoreSlim gate = new(1);
    private long? last;

    public async Task<T> TakeTurnAsync<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (last is { } before && Interval - clock.GetElapsedTime(before) is var rest && rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, clock, cancellationToken);
            }

            try
            {
                return await ask();
            }
            finally
            {
                last = clock.GetTimestamp();
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();
}
