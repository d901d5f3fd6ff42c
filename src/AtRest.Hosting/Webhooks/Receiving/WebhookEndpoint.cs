using AtRest.Hosting.Inventories;
using AtRest.Hosting.Telemetry;
using AtRest.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>
/// The webhook as HTTP. 202 for whatever comes with a right key, since EventBridge drops what is answered with 4xx; 503 for what could not be taken, since that is sent again
/// for a day (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html).
/// </summary>
internal sealed class WebhookEndpoint(WebhookKeys keys, WebhookReceiver receiver, AtRestMeters meters, ILogger<WebhookEndpoint> logger)
{
    /// <summary>EventBridge's events are smaller by far.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int SecondsToWait = 10;

    /// <summary>EventBridge waits for five seconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4.5);

    public async Task HandleAsync(HttpContext context)
    {
        var answer = await AnswerAsync(context).ConfigureAwait(false);
        await answer.ExecuteAsync(context).ConfigureAwait(false);
    }

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (!keys.Accept(context.Request.Headers[WebhookKeys.Header]))
        {
            return Refuse(context);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            return await BodyReader.ReadAsync(context.Request, MostBytes, patience.Token).ConfigureAwait(false) is { } body
                ? TypedResults.Json(await receiver.ReceiveAsync(body, patience.Token).ConfigureAwait(false), WebhookJson.Default.WebhookAnswer, statusCode: StatusCodes.Status202Accepted)
                : TypedResults.Problem($"An event has at most {MostBytes} bytes.", statusCode: StatusCodes.Status413PayloadTooLarge);
        }
        catch (BadHttpRequestException exception)
        {
            return TypedResults.Problem("The request was not sent to its end.", statusCode: exception.StatusCode);
        }
        catch (Exception exception) when (exception is InventoryException or StorageException || (exception is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            logger.NotTaken(exception);
            return Again(context, "The event could not be taken now. Send it again.");
        }
    }

    private IResult Refuse(HttpContext context)
    {
        meters.WebhookEvent(WebhookResult.Unauthorized);
        if (!keys.AreConfigured)
        {
            // Not 401: that would have EventBridge drop events for as long as the operator has not noticed.
            logger.Refused("a key, though none is set (AtRest:Webhook:Keys:0),");
            return Again(context, "The webhook is not set up yet: it has no key.");
        }

        logger.Refused(context.Request.Headers.ContainsKey(WebhookKeys.Header) ? "a wrong key" : "no key");
        context.Response.Headers.WWWAuthenticate = $"ApiKey header=\"{WebhookKeys.Header}\"";
        return TypedResults.Problem($"The webhook wants its key in the header {WebhookKeys.Header}.", statusCode: StatusCodes.Status401Unauthorized);
    }

    private static IResult Again(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = $"{SecondsToWait}";
        return TypedResults.Problem(detail, statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
