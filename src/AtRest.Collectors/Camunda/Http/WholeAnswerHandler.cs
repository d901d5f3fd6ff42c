using System.Text.Json;

namespace AtRest.Collectors.Camunda.Http;

/// <summary>Reads each answer to its end within the attempt, and sees that a good one is one whole JSON document, so that a broken one is asked for again.</summary>
internal sealed class WholeAnswerHandler : DelegatingHandler
{
    /// <summary>Tens of thousands of clusters.</summary>
    private const int LargestAnswer = 64 * 1024 * 1024;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await CountAsync(request, cancellationToken);
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

    private async Task<HttpResponseMessage> CountAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            return response = await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            if (request.Options.TryGetValue(ThrottleCount.Key, out var count))
            {
                count.Count(response?.StatusCode);
            }
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
            throw new BrokenAnswerException(content.Length == 0 ? "The answer is empty." : "The answer is no JSON, or is cut off.", exception);
        }
    }
}
