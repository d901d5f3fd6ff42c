using System.Collections.Concurrent;
using System.Net;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Retries;
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
    private readonly OperationProbes probes = new(clock, isOverride: options.KmsEndpoint is not null);
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
        await gate.WaitAsync(cancellationToken);
        using var call = telemetry.Start("google", "cloudkms", create().MethodName);
        var patience = new CallPatience(clock);
        try
        {
            var answer = await RunAsync(create, isComplete, patience, cancellationToken);
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

    public void Dispose()
    {
        gate.Dispose();
        probes.Dispose();
    }

    private async Task<T> RunAsync<T>(Func<CloudKmsRequest<T>> create, Func<T, int, bool> isComplete, CallPatience patience, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var request = create();
            try
            {
                return await AttemptAsync(request, isComplete, patience.Failed, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Delay(request.MethodName, patience, exception) is { } delay)
            {
                await Task.Delay(delay, clock, cancellationToken);
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

    /// <summary>One attempt, in its turn.</summary>
    /// <exception cref="GivenUpException">The operation, or the endpoint, is not worth another.</exception>
    private async Task<T> AttemptAsync<T>(CloudKmsRequest<T> request, Func<T, int, bool> isComplete, int failed, CancellationToken cancellationToken)
        where T : class
    {
        var operation = request.MethodName;
        using var turn = HasAnswered ? await probes.MeetAsync(operation, cancellationToken) : null;
        if ((dead ?? givenUp.GetValueOrDefault(operation)) is { } earlier)
        {
            throw new GivenUpException(earlier, failed > 0);
        }

        var started = clock.GetTimestamp();
        try
        {
            var answer = await SendAsync(request, cancellationToken);
            if (answer is null || !isComplete(answer, failed))
            {
                throw new MalformedAnswerException("The answer lacks what it must hold.");
            }

            answers[operation] = clock.GetTimestamp();
            probes.Answered(operation);
            return answer;
        }
        catch (Exception exception)
        {
            Note(operation, started, exception);
            throw;
        }
    }

    /// <summary>What an attempt's end says about whether the endpoint offers the operation.</summary>
    private void Note(string operation, long started, Exception exception)
    {
        if (CallFaults.IsNamelessError(exception))
        {
            var others = !answers.IsEmpty;
            if (probes.Nameless(operation, started, others))
            {
                // An endpoint that answered nothing at all may only be down.
                givenUp.TryAdd(operation, others ? new NotOfferedException(exception) : exception);
            }
        }
        else if (CallFaults.IsNamedError(exception))
        {
            probes.Answered(operation);
        }
        else
        {
            probes.Silent(operation);
        }
    }

    private async Task<T?> SendAsync<T>(CloudKmsRequest<T> request, CancellationToken cancellationToken)
        where T : class
    {
        using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        attempt.CancelAfter(options.AttemptTimeout);
        try
        {
            var answer = await request.ExecuteAsync(attempt.Token);
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
            // Of an operation that is given up no further attempt is made: the call learns it at once, and ends with the same cause as the others.
            return givenUp.ContainsKey(operation) ? TimeSpan.Zero : delay;
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
