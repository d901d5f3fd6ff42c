using System.Net;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Camunda.Http;

/// <summary>Wraps each attempt: counts it, and limits its time. The handler below it reads the response to its end.</summary>
internal sealed class AttemptHandler(CamundaCollectorOptions options, TimeProvider clock) : DelegatingHandler
{
    /// <summary>The count of the call that a request belongs to.</summary>
    public static HttpRequestOptionsKey<AttemptCount> CountKey { get; } = new("AtRest.Attempts");

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        AttemptTimeout.RunAsync(options.AttemptTimeout, clock, token => AttemptAsync(request, token), isAnswer: _ => false, cancellationToken);

    private async Task<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var count = request.Options.TryGetValue(CountKey, out var found) ? found : new AttemptCount();
        count.Made++;
        var response = await base.SendAsync(request, cancellationToken);
        count.Throttled += response.StatusCode == HttpStatusCode.TooManyRequests ? 1 : 0;
        return response;
    }
}
