using System.Net;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Camunda.Http;

/// <summary>Counts and traces each call, its retries included.</summary>
internal sealed class TelemetryHandler(CallTelemetry telemetry) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => telemetry.RunAsync(
        $"{request.Method} {request.RequestUri?.AbsolutePath}",
        attempts =>
        {
            request.Options.Set(AttemptHandler.CountKey, attempts);
            return base.SendAsync(request, cancellationToken);
        },
        response => OutcomeOf(response.StatusCode),
        _ => CallOutcome.Failed,
        cancellationToken);

    private static CallOutcome OutcomeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => CallOutcome.Denied,
        HttpStatusCode.NotFound => CallOutcome.NotFound,
        HttpStatusCode.TooManyRequests => CallOutcome.Throttled,
        < HttpStatusCode.BadRequest => CallOutcome.Answered,
        _ => CallOutcome.Failed,
    };
}
