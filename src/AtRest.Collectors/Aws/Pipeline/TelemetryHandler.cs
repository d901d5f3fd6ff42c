using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.SecurityToken;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>Counts and traces each call of the SDK, its retries included.</summary>
internal sealed class TelemetryHandler(CallTelemetry telemetry, EndpointGate endpoint) : PipelineHandler
{
    private const string RequestSuffix = "Request";

    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext) => telemetry.RunAsync(
        OperationOf(executionContext.RequestContext.RequestName),
        attempts =>
        {
            AwsCall.Begin(executionContext, endpoint, attempts);

            // Sessions are opened by whatever needs one first.
            if (executionContext.RequestContext.OriginalRequest is not AmazonSecurityTokenServiceRequest)
            {
                CallTally.Add();
            }

            return base.InvokeAsync<T>(executionContext);
        },
        resultOf: null,
        OutcomeOf,
        executionContext.RequestContext.CancellationToken);

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
