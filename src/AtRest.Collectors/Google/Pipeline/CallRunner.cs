using System.Collections.Concurrent;
using System.Net;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Telemetry;
using Google;

namespace AtRest.Collectors.Google.Pipeline;

/// <summary>
/// Makes calls until they are answered. A call keeps its place among those under way while it waits: so throttling slows the audit down, and
/// nothing is sent into a quota that is used up. A call that ends unanswered while no other of its kind was answered speaks for those after it.
/// </summary>
internal sealed class CallRunner(GoogleCollectorOptions options, CloudTelemetry telemetry, TimeProvider clock) : IDisposable
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
        using var call = telemetry.Start("google", "cloudkms", create().MethodName);
        var patience = new CallPatience(clock);
        try
        {
            var answer = await RunAsync(create, isComplete, patience, cancellationToken).ConfigureAwait(false);
            call.End(CallOutcome.Answered, patience.Failed + 1, patience.Throttled);
            return answer;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            call.End(OutcomeOf(exception), Math.Max(patience.Failed, 1), patience.Throttled);
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<T> RunAsync<T>(Func<CloudKmsRequest<T>> create, Func<T, int, bool> isComplete, CallPatience patience, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var request = create();
            if ((dead ?? givenUp.GetValueOrDefault(request.MethodName)) is { } earlier)
            {
                throw new GivenUpException(earlier, patience.Failed > 0);
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

    private static CallOutcome OutcomeOf(Exception exception) => exception switch
    {
        _ when CallFaults.Classify(exception) == CallFault.Throttled => CallOutcome.Throttled,
        GoogleApiException { HttpStatusCode: HttpStatusCode.NotFound } => CallOutcome.NotFound,
        GoogleApiException { HttpStatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => CallOutcome.Denied,
        _ => CallOutcome.Failed,
    };

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
