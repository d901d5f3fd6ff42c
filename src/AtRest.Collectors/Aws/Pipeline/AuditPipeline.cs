using Amazon.Runtime.Internal;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>What the audit changes in the request pipeline of each client of the SDK.</summary>
internal sealed class AuditPipeline(EndpointGate endpoint, CallTelemetry telemetry, TimeProvider clock, SemaphoreSlim requests, TimeSpan attemptTimeout)
{
    public void Install(RuntimePipeline pipeline)
    {
        pipeline.ReplaceHandler<RetryHandler>(new RetryHandler(new AuditRetryPolicy(endpoint, clock)));
        pipeline.AddHandlerBefore<RetryHandler>(new TelemetryHandler(telemetry, endpoint));
        pipeline.AddHandlerAfter<Unmarshaller>(new ShapeHandler());
        pipeline.AddHandlerAfter<RetryHandler>(new AttemptHandler(endpoint, clock, requests, attemptTimeout));
    }
}
