using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>
/// Connects the SDK's retry handler to the retries of an audit. The SDK's own policies do not fit: the standard mode's quota is shared by all calls and runs out when half of them are
/// throttled, and the adaptive mode sends one call in two seconds then (docs/decisions/0001-retries.md). Here each call backs off by itself, and does not count as a concurrent request
/// while it waits.
/// </summary>
internal sealed class AuditRetryPolicy : StandardRetryPolicy
{
    private const string RetryAfterHeader = "x-amz-retry-after";

    private readonly EndpointGate endpoint;
    private readonly TimeProvider clock;

    public AuditRetryPolicy(EndpointGate endpoint, TimeProvider clock)
        : base(AwsRetryLimits.Value.Throttled + AwsRetryLimits.Value.Faulty)
    {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    // The standard policy would wait for its quota here.
    public override Task ObtainSendTokenAsync(IExecutionContext executionContext, Exception exception) => Task.CompletedTask;

    public override void NotifySuccess(IExecutionContext executionContext) => endpoint.Health.Answered(executionContext.RequestContext.RequestName, endpoint.Now);

    public override Task<bool> RetryForExceptionAsync(IExecutionContext executionContext, Exception exception) =>
        Task.FromResult(!executionContext.RequestContext.CancellationToken.IsCancellationRequested && ShouldRetry(executionContext, exception));

    public override Task WaitBeforeRetryAsync(IExecutionContext executionContext)
    {
        var call = AwsCall.Of(executionContext);
        var wait = call.Wait;
        call.Wait = TimeSpan.Zero;
        return Task.Delay(wait, clock, executionContext.RequestContext.CancellationToken);
    }

    private bool ShouldRetry(IExecutionContext executionContext, Exception exception)
    {
        // Without credentials nothing was sent, so the exception says nothing about the endpoint.
        if (exception is GivenUpException or MissingCredentialsException)
        {
            return false;
        }

        var fault = FaultClassifier.Classify(exception, IsThrottlingError);
        if (fault == FaultKind.None)
        {
            NoteAnswer(executionContext.RequestContext.RequestName, exception);
            return false;
        }

        var call = AwsCall.Of(executionContext);
        if (call.Attempts.Next(fault, exception, RetryAfterOf(exception)) is not { } wait)
        {
            return false;
        }

        call.Wait = wait;
        return true;
    }

    private void NoteAnswer(string operation, Exception exception)
    {
        if (FaultClassifier.IsAnswer(exception))
        {
            endpoint.Health.Answered(operation, endpoint.Now);
        }

        if (FaultClassifier.IsNotOffered(exception))
        {
            endpoint.Health.NotOffered(operation, exception);
        }
    }

    /// <summary>The wait in milliseconds that AWS asks for. The SDK reads the header only after its policy has decided.</summary>
    private static TimeSpan? RetryAfterOf(Exception exception) =>
        exception.InnerException is HttpErrorResponseException { Response: { } response }
        && response.IsHeaderPresent(RetryAfterHeader)
        && int.TryParse(response.GetHeaderValue(RetryAfterHeader), NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds)
            ? TimeSpan.FromMilliseconds(milliseconds)
            : null;
}
