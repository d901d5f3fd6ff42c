using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Telemetry;
using AtRest.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>
/// The webhook as HTTP. 202 for every event that comes with a right key, since EventBridge drops what is answered with 4xx; 503 for what could not be taken, since that is sent again
/// for a day (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html).
/// </summary>
internal sealed class WebhookEndpoint(WebhookKeys keys, WebhookReceiver receiver, AtRestMeters meters, ILogger<WebhookEndpoint> logger)
{
    /// <summary>EventBridge's events are smaller by far.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>EventBridge waits for five seconds and then sends the event again; what was begun for it is finished all the same, so that the second one finds it done.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public Task HandleAsync(HttpContext context) =>
        keys.Accept(context.Request.Headers[WebhookKeys.Header]) ? AcceptAsync(context)
        : keys.AreConfigured ? RefuseAsync(context)
        : TellOfNoKeyAsync(context);

    private async Task AcceptAsync(HttpContext context)
    {
        // The address is the operator's own text: what is wrong with it is said at once. The body is the cloud's, and has members that nobody here knows.
        if (InputCheck.UnknownParameter(context) is { } problem)
        {
            await Answers.ProblemAsync(context, problem);
            return;
        }

        using var patience = new CancellationTokenSource(Patience);
        WebhookAnswer answer;
        try
        {
            if (await BodyReader.ReadAsync(context.Request, MostBytes, context.RequestAborted) is not { } body)
            {
                await Answers.ProblemAsync(context, Problem.TooLarge(MostBytes));
                return;
            }

            answer = await receiver.ReceiveAsync(body, patience.Token);
        }
        catch (Exception exception) when (exception is InventoryException or StorageException || (exception is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            logger.NotTaken(exception);
            await AgainAsync(context, "The event could not be taken now. Send it again.");
            return;
        }

        await Answers.JsonAsync(context, answer, WebhookJson.Readable.WebhookAnswer, StatusCodes.Status202Accepted);
    }

    /// <summary>Without a body: the API's gate may have something to say to those who try many keys, and it writes the problem details.</summary>
    private Task RefuseAsync(HttpContext context)
    {
        meters.WebhookEvent(WebhookResult.Unauthorized);
        logger.Refused(context.Request.Headers.ContainsKey(WebhookKeys.Header) ? "a wrong key" : "no key");
        context.Response.Headers.WWWAuthenticate = $"ApiKey realm=\"AtRest\", header=\"{WebhookKeys.Header}\"";
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>Not 401: that would have EventBridge drop events for as long as the operator has not noticed.</summary>
    private Task TellOfNoKeyAsync(HttpContext context)
    {
        meters.WebhookEvent(WebhookResult.Unauthorized);
        logger.Refused("whatever key, because none is set (AtRest:Webhook:Keys:0),");
        return AgainAsync(context, "The webhook is not set up yet: it has no key.");
    }

    private static Task AgainAsync(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "10";
        return Answers.ProblemAsync(context, Problem.Unavailable(detail));
    }
}
