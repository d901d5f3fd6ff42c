using Amazon.Runtime.Internal;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>What the audit changes in the request pipeline of each client of the SDK.</summary>
internal sealed class AuditPipeline(EndpointHealth health, CallTelemetryHandler telemetry, TimeProvider clock, SemaphoreSlim gate, TimeSpan attemptTimeout)
{
    public void Install(RuntimePipeline pipeline)
    {
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new AuditRetryPolicy(health, clock)));
        pipeline.AddHandlerBefore<RetryHandler>(telemetry);
        pipeline.AddHandlerAfter<Unmarshaller>(new WholeBodyHandler());
        pipeline.AddHandlerAfter<RetryHandler>(new AttemptHandler(health, clock, gate, attemptTimeout));
    }
}
