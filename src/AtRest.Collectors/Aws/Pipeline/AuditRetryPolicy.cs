using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AtRest.Collectors.Aws.Accounts;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>
/// The SDK's standard retries without their quota: that one is shared by all calls and empties when half of them are throttled, and calls
/// then end unanswered; the adaptive mode's sending rate falls to one call in two seconds (docs/decisions/0001-retries.md). Each call adapts by its own
/// backoff instead, and waits outside the gate, so that the others go on.
/// </summary>
internal sealed class AuditRetryPolicy : StandardRetryPolicy
{
    private const int LongestRetryAfterMilliseconds = 5000;

    private readonly EndpointHealth health;
    private readonly TimeProvider clock;

    public AuditRetryPolicy(EndpointHealth health, TimeProvider clock)
        : base(RetryLimits.Throttled + RetryLimits.Faulty)
    {
        this.health = health;
        this.clock = clock;
    }

    public override Task ObtainSendTokenAsync(IExecutionContext executionContext, Exception exception)
    {
        // Begins the count, and with it the call's time.
        CallAttempts.Of(executionContext, clock);
        return Task.CompletedTask;
    }

    public override void NotifySuccess(IExecutionContext executionContext) => health.Answered(OperationOf(executionContext));

    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
        Task.FromResult(!executionContext.RequestContext.CancellationToken.IsCancellationRequested && ShouldRetry(executionContext, exception));

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var attempts = CallAttempts.Of(executionContext, clock);
        var delay = executionContext.RequestContext.LastCapacityType == CapacityManager.CapacityType.Throttling
            ? RetryLimits.Delay(FaultKind.Throttled, attempts.Throttled)
            : RetryLimits.Delay(FaultKind.Faulty, attempts.Faulty + attempts.TimedOut + attempts.Unreachable);
        if (executionContext.RequestContext.ContextAttributes.TryGetValue(RetryAfterContextKey, out var value) && value is int asked)
        {
            var retryAfter = TimeSpan.FromMilliseconds(Math.Min(asked, LongestRetryAfterMilliseconds));
            delay = retryAfter > delay ? retryAfter : delay;
        }

        return Task.Delay(delay, clock, executionContext.RequestContext.CancellationToken);
    }

    private bool ShouldRetry(IExecutionContext executionContext, Exception exception)
    {
        // Without credentials nothing was sent: it says nothing of the endpoint, and asking again gives the same.
        if (exception is GivenUpException or MissingCredentialsException)
        {
            return false;
        }

        var operation = OperationOf(executionContext);
        var kind = FaultClassifier.Classify(exception, IsThrottlingError);
        if (kind == FaultKind.None)
        {
            health.Answered(operation);
            if (FaultClassifier.IsNotOffered(exception))
            {
                health.NotOffered(operation, exception);
            }

            return false;
        }

        health.Doubt(kind, exception);
        var attempts = CallAttempts.Of(executionContext, clock);
        if (attempts.Count(kind) >= RetryLimits.Of(kind, health.HasAnswered))
        {
            health.Exhausted(operation, attempts, exception);
            return false;
        }

        if (health.GivenUp(operation) is not { } earlier)
        {
            return true;
        }

        if (NotOfferedMark.IsOn(earlier))
        {
            NotOfferedMark.Put(exception);
        }

        return false;
    }

    private static string OperationOf(IExecutionContext executionContext) => executionContext.RequestContext.RequestName;
}
