using System.Net;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;
using Google;

namespace AtRest.Collectors.Google.Pipeline;

/// <summary>
/// Makes calls and retries them. A call counts as a concurrent request while it waits, too: throttling slows the audit down, and nothing is sent into a quota that is used up.
/// </summary>
/// <param name="options">The limits.</param>
/// <param name="service">The name of the service, for telemetry.</param>
/// <param name="replacement">The endpoint that replaces Google's own; null if none does.</param>
/// <param name="telemetry">Receives the calls.</param>
/// <param name="clock">The time.</param>
internal sealed class CallRunner(GoogleCollectorOptions options, string service, Uri? replacement, CloudTelemetry telemetry, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim requests = new(options.MaxConcurrency);
    private readonly EndpointGate endpoint = new(new EndpointHealth(isOverride: replacement is not null), clock);
    private readonly CallTelemetry calls = new(telemetry, "google", service);

    /// <param name="create">Creates the request for each attempt.</param>
    /// <param name="check">Throws if a response lacks what it must contain. The number is the number of failed attempts.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<T> RunAsync<T>(Func<CloudKmsRequest<T>> create, Action<T, int> check, CancellationToken cancellationToken)
        where T : class
    {
        await requests.WaitAsync(cancellationToken);
        try
        {
            var operation = create().MethodName;
            return await calls.RunAsync(
                operation,
                count => RetryAsync(create, check, new CallAttempts(endpoint, GoogleRetryLimits.Value, operation, count), cancellationToken),
                resultOf: null,
                OutcomeOf,
                cancellationToken);
        }
        finally
        {
            requests.Release();
        }
    }

    public void Dispose()
    {
        requests.Dispose();
        endpoint.Dispose();
    }

    private async Task<T> RetryAsync<T>(Func<CloudKmsRequest<T>> create, Action<T, int> check, CallAttempts attempts, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            var request = create();
            try
            {
                return await AttemptAsync(request, check, attempts, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && WaitAfter(request.MethodName, attempts, exception) is { } wait)
            {
                await Task.Delay(wait, clock, cancellationToken);
            }
        }
    }

    private static CallOutcome OutcomeOf(Exception exception) => exception switch
    {
        _ when CallFaults.Classify(exception) == FaultKind.Throttled => CallOutcome.Throttled,
        GoogleApiException { HttpStatusCode: HttpStatusCode.NotFound } => CallOutcome.NotFound,
        GoogleApiException { HttpStatusCode: HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized } => CallOutcome.Denied,
        _ => CallOutcome.Failed,
    };

    /// <exception cref="GivenUpException">Calls of the operation are no longer made.</exception>
    private async Task<T> AttemptAsync<T>(CloudKmsRequest<T> request, Action<T, int> check, CallAttempts attempts, CancellationToken cancellationToken)
        where T : class
    {
        var operation = request.MethodName;
        using var turn = await endpoint.EnterAsync(operation, cancellationToken);
        attempts.Begin();
        var started = endpoint.Now;
        try
        {
            var answer = await AttemptTimeout.RunAsync(options.AttemptTimeout, clock, request.ExecuteAsync, IsAnswer, cancellationToken);
            endpoint.Health.SentSomething(endpoint.Now);
            check(answer ?? throw new WrongAnswerException("It is null."), attempts.Failed);

            endpoint.Health.Answered(operation, endpoint.Now);
            return answer;
        }
        catch (Exception exception)
        {
            if (IsAnswer(exception))
            {
                endpoint.Health.SentSomething(endpoint.Now);
            }

            endpoint.Health.Failed(operation, started, endpoint.Now, CallFaults.OriginOf(exception), exception);
            throw;
        }
    }

    /// <summary>How long to wait before the next attempt; null if the call ends here.</summary>
    private TimeSpan? WaitAfter(string operation, CallAttempts attempts, Exception exception)
    {
        var fault = exception is GivenUpException ? FaultKind.None : CallFaults.Classify(exception);
        if (fault != FaultKind.None)
        {
            return attempts.Next(fault, exception, ((exception as GoogleApiException)?.Error as CloudKmsError)?.RetryAfter);
        }

        if (IsAnswer(exception))
        {
            endpoint.Health.Answered(operation, endpoint.Now);
        }

        return null;
    }

    private static bool IsAnswer(Exception exception) => exception is GoogleApiException || CallFaults.IsWrongAnswer(exception);
}
