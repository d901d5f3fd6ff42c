using System.Net;
using System.Text.Json;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Camunda.Http;

/// <summary>
/// Wraps each attempt: counts it, limits its time, and reads the response to its end. A successful response must be one complete JSON document, so that a broken one is requested again.
/// </summary>
internal sealed class AttemptHandler(CamundaCollectorOptions options, TimeProvider clock) : DelegatingHandler
{
    /// <summary>Enough for tens of thousands of clusters.</summary>
    private const int LargestAnswer = 64 * 1024 * 1024;

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
        try
        {
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken);
            if (response.IsSuccessStatusCode)
            {
                ThrowIfBroken(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private static void ThrowIfBroken(byte[] content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
        }
        catch (JsonException exception)
        {
            throw new MalformedAnswerException(content.Length == 0 ? "The response is empty." : "The response is not JSON, or it is cut off.", exception);
        }
    }
}
