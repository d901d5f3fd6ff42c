namespace AtRest.Collectors.Camunda.Tokens;

/// <summary>
/// Lets one request for a token out at a time, and the next a second after the answer: the OAuth service counts a source's requests, failed
/// ones too (https://docs.camunda.io/docs/apis-tools/administration-api/authentication/). All organizations share it.
/// </summary>
internal sealed class TokenPace(TimeProvider clock) : IDisposable
{
    // A little more than the second that is asked for: two clocks never agree to the millisecond.
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
