using Amazon.Runtime;
using Amazon.Runtime.Internal;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>Counts and traces each call, around its retries.</summary>
internal sealed class CallTelemetryHandler(CloudTelemetry telemetry, string service, string region, TimeProvider clock) : PipelineHandler
{
    private const string RequestSuffix = "Request";

    public override async Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        using var call = telemetry.Start("aws", service, OperationOf(executionContext.RequestContext.RequestName), region);
        try
        {
            var response = await base.InvokeAsync<T>(executionContext);
            End(call, executionContext, CallOutcome.Answered, failed: 0);
            return response;
        }
        catch (Exception exception) when (!executionContext.RequestContext.CancellationToken.IsCancellationRequested)
        {
            End(call, executionContext, OutcomeOf(exception), failed: 1);
            throw;
        }
    }

    private void End(CloudCall call, IExecutionContext context, CallOutcome outcome, int failed)
    {
        var attempts = CallAttempts.Of(context, clock);
        call.End(outcome, Math.Max(attempts.Failed + 1 - failed, 1), attempts.Throttled);
    }

    private static CallOutcome OutcomeOf(Exception exception) => exception switch
    {
        AmazonServiceException service when ErrorCodes.IsThrottling(service.ErrorCode ?? "") => CallOutcome.Throttled,
        AmazonServiceException service when ErrorCodes.IsNotFound(service.ErrorCode ?? "") => CallOutcome.NotFound,
        AmazonServiceException service when ErrorCodes.IsDenied(service.ErrorCode ?? "") || ErrorCodes.AreBadCredentials(service.ErrorCode ?? "") => CallOutcome.Denied,
        AmazonServiceException { ErrorCode: "InvalidIdentityToken" or "IDPRejectedClaim" } => CallOutcome.Denied,
        _ => CallOutcome.Failed,
    };

    private static string OperationOf(string request) => request.EndsWith(RequestSuffix, StringComparison.Ordinal) ? request[..^RequestSuffix.Length] : request;
}
