using Amazon.Runtime;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>The attempts of one call, kept in the SDK's context of the call.</summary>
internal sealed class AwsCall
{
    private const string Key = "AtRest.Call";

    private AwsCall(CallAttempts attempts) => Attempts = attempts;

    public CallAttempts Attempts { get; }

    /// <summary>The wait before the next attempt.</summary>
    public TimeSpan Wait { get; set; }

    /// <summary>Begins the call of a context, and with it the call's time.</summary>
    public static void Begin(IExecutionContext context, EndpointGate endpoint, AttemptCount count) =>
        context.RequestContext.ContextAttributes[Key] = new AwsCall(new CallAttempts(endpoint, AwsRetryLimits.Value, context.RequestContext.RequestName, count));

    public static AwsCall Of(IExecutionContext context) => (AwsCall)context.RequestContext.ContextAttributes[Key];
}
