using System.Collections.Concurrent;
using AtRest.Collectors.Google.Client;
using Google;

namespace AtRest.Collectors.Google.Pipeline;

/// <summary>
/// Makes calls until they are answered. A call keeps its place among those under way while it waits: so throttling slows the audit down, and
/// nothing is sent into a quota that is used up. A call that ends unanswered while no other of its kind was answered speaks for those after it.
/// </summary>
internal sealed class CallRunner(GoogleCollectorOptions options, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim gate = new(options.MaxConcurrency);
    private readonly ConcurrentDictionary<string, long> answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Exception> givenUp = new(StringComparer.Ordinal);
    private volatile Exception? dead;
    private long lastSign;

    private bool HasAnswered => Interlocked.Read(ref lastSign) != 0;

    /// <param name="create">Makes the request, anew for each attempt.</param>
    /// <param name="isComplete">Whether an answer holds what it must; the number tells how many attempts failed before.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<T> RunAsync<T>(Func<CloudKmsRequest<T>> create, Func<T, int, bool> isComplete, CancellationToken cancellationToken)
        where T : class
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var patience = new CallPatience(clock);
            while (true)
            {
                var request = create();
                if ((dead ?? givenUp.GetValueOrDefault(request.MethodName)) is { } earlier)
                {
                    throw new GivenUpException(earlier);
                }

                try
                {
                    var answer = await AttemptAsync(request, cancellationToken).ConfigureAwait(false);
                    if (answer is null || !isComplete(answer, patience.Failed))
                    {
                        throw new MalformedAnswerException("The answer lacks what it must hold.");
                    }

                    answers[request.MethodName] = clock.GetTimestamp();
                    return answer;
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Delay(request.MethodName, patience, exception) is { } delay)
                {
                    await Task.Delay(delay, clock, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<T?> AttemptAsync<T>(CloudKmsRequest<T> request, CancellationToken cancellationToken)
        where T : class
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(options.AttemptTimeout);
        try
        {
            var answer = await request.ExecuteAsync(attempt.Token).ConfigureAwait(false);
            Interlocked.Exchange(ref lastSign, clock.GetTimestamp());
            return answer;
        }
        catch (GoogleApiException)
        {
            Interlocked.Exchange(ref lastSign, clock.GetTimestamp());
            throw;
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AttemptTimeoutException(options.AttemptTimeout, exception);
        }
    }

    /// <summary>How long to wait before the next attempt; null if there is to be none.</summary>
    private TimeSpan? Delay(string operation, CallPatience patience, Exception exception)
    {
        var fault = exception is GivenUpException ? CallFault.None : CallFaults.Classify(exception);
        if (fault == CallFault.None)
        {
            if (exception is GoogleApiException)
            {
                answers[operation] = clock.GetTimestamp();
            }

            return null;
        }

        if (patience.Next(fault, exception, HasAnswered) is { } delay)
        {
            return delay;
        }

        if (Interlocked.Read(ref lastSign) < patience.Started)
        {
            dead ??= exception;
        }
        else if (answers.GetValueOrDefault(operation) < patience.Started)
        {
            givenUp.TryAdd(operation, exception);
        }

        return null;
    }
}
