using System.Net;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Camunda.Http;

/// <summary>Counts and traces each call, around its retries.</summary>
internal sealed class CallTelemetryHandler(CloudTelemetry telemetry, string service) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var call = telemetry.Start("camunda", service, $"{request.Method} {request.RequestUri?.AbsolutePath}");
        var throttles = new ThrottleCount();
        request.Options.Set(ThrottleCount.Key, throttles);
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            call.End(OutcomeOf(response.StatusCode), throttles.Attempts, throttles.Throttled);
            return response;
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            call.End(CallOutcome.Failed, throttles.Attempts, throttles.Throttled);
            throw;
        }
    }

    private static CallOutcome OutcomeOf(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => CallOutcome.Denied,
        HttpStatusCode.NotFound => CallOutcome.NotFound,
        HttpStatusCode.TooManyRequests => CallOutcome.Throttled,
        < HttpStatusCode.BadRequest => CallOutcome.Answered,
        _ => CallOutcome.Failed,
    };
}

/// <summary>Counts the attempts of one call; carried by its request.</summary>
internal sealed class ThrottleCount
{
    public static HttpRequestOptionsKey<ThrottleCount> Key { get; } = new("AtRest.Throttles");

    public int Attempts { get; private set; }

    public int Throttled { get; private set; }

    public void Count(HttpStatusCode? status)
    {
        Attempts++;
        Throttled += status == HttpStatusCode.TooManyRequests ? 1 : 0;
    }
}
