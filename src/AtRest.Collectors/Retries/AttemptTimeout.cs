namespace AtRest.Collectors.Retries;

/// <summary>Limits the time of one attempt, the body of the response included.</summary>
internal static class AttemptTimeout
{
    /// <param name="limit">The time for the attempt.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="attempt">The attempt.</param>
    /// <param name="isAnswer">Whether an exception is a response of the service, which counts even if the time is over.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="AttemptTimeoutException">The time was over first.</exception>
    public static async Task<T> RunAsync<T>(
        TimeSpan limit, TimeProvider clock, Func<CancellationToken, Task<T>> attempt, Func<Exception, bool> isAnswer, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await attempt(either.Token);
        }
        catch (Exception exception) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested && !isAnswer(exception))
        {
            throw new AttemptTimeoutException(limit, exception);
        }
    }
}
