using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Retries;

/// <summary>The attempts of one call: its budget, and what they say about the endpoint.</summary>
/// <param name="endpoint">The endpoint that is called.</param>
/// <param name="limits">The cloud's limits.</param>
/// <param name="operation">The operation, as <see cref="EndpointHealth"/> knows it.</param>
/// <param name="count">Counts the attempts, for telemetry.</param>
internal sealed class CallAttempts(EndpointGate endpoint, RetryLimits limits, string operation, AttemptCount count)
{
    private readonly TimeSpan started = endpoint.Now;
    private readonly RetryBudget budget = new(limits);

    /// <summary>The number of attempts that failed.</summary>
    public int Failed => budget.Failed;

    /// <summary>Begins an attempt.</summary>
    /// <exception cref="GivenUpException">Calls of the operation are no longer made.</exception>
    public void Begin()
    {
        if (endpoint.Health.GivenUp(operation) is { } earlier)
        {
            throw new GivenUpException(earlier, Failed > 0);
        }

        count.Made++;
    }

    /// <summary>Counts a failed attempt.</summary>
    /// <param name="fault">What kind of failure it was.</param>
    /// <param name="exception">How it ended.</param>
    /// <param name="retryAfter">The wait that the service asks for; null if it asks for none.</param>
    /// <returns>How long to wait before the next attempt; null if the call ends with this exception.</returns>
    public TimeSpan? Next(FaultKind fault, Exception exception, TimeSpan? retryAfter)
    {
        endpoint.Health.Doubt(fault, exception);
        count.Throttled += fault == FaultKind.Throttled ? 1 : 0;
        var wait = budget.Next(new Failure
        {
            Fault = fault,
            RetryAfter = retryAfter,
            EndpointHasAnswered = endpoint.Health.HasAnswered,
            Elapsed = endpoint.Now - started,
            Jitter = Random.Shared.NextDouble(),
        });
        if (wait is null)
        {
            endpoint.Health.Exhausted(operation, started, exception);
            return null;
        }

        // Without a wait, the next attempt finds out at once that the operation is given up, and the call ends with the same cause as all others.
        return endpoint.Health.GivenUp(operation) is null ? wait : TimeSpan.Zero;
    }
}
