using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Telemetry;
using AtRest.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>
/// The webhook over HTTP. It responds with 202 to every event with a valid key, because EventBridge drops events that get 4xx, and 503 to events that could not be stored, because
/// EventBridge sends those again for a day (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html).
/// </summary>
internal sealed class WebhookEndpoint(WebhookKeys keys, WebhookReceiver receiver, ClientAddresses addresses, Refusals refusals, AtRestMeters meters, ILogger<WebhookEndpoint> logger)
{
    /// <summary>EventBridge's events are much smaller.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>EventBridge waits five seconds and then sends the event again. The work for the first one continues, so that the second one finds it done.</summary>
    private static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(15);

    public async Task HandleAsync(HttpContext context)
    {
        var header = context.Request.Headers[WebhookKeys.Header];
        var sender = await keys.IdentifyAsync(header, context.RequestAborted);
        await (sender is not null ? AcceptAsync(context, sender) : keys.AreConfigured(header) ? RefuseAsync(context) : TellOfNoKeyAsync(context));
    }

    private async Task AcceptAsync(HttpContext context, WebhookSender sender)
    {
        // The operator writes the URL, so its errors are reported. The cloud writes the body, which has members that AtRest does not know.
        if (InputCheck.UnknownParameter(context) is { } problem)
        {
            await Answers.ProblemAsync(context, problem);
            return;
        }

        using var limit = new CancellationTokenSource(WaitLimit);
        WebhookAnswer answer;
        try
        {
            if (await BodyReader.ReadAsync(context.Request, MostBytes, context.RequestAborted) is not { } body)
            {
                await Answers.ProblemAsync(context, Problem.TooLarge(MostBytes));
                return;
            }

            answer = await receiver.ReceiveAsync(body, sender, addresses.Of(context), limit.Token);
            TrailNote.OfOwnLine(context);
        }
        catch (Exception exception) when (exception is InventoryException or StorageException || (exception is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            if (refusals.IsFirstTrouble("events could not be stored"))
            {
                logger.NotTaken(exception);
            }

            await AskAgainAsync(context, "The event could not be stored now. Send it again.");
            return;
        }

        await Answers.JsonAsync(context, answer, WebhookJson.Readable.WebhookAnswer, StatusCodes.Status202Accepted);
    }

    /// <summary>Without a body: the gate writes the problem details, because it also limits callers that try many keys.</summary>
    private Task RefuseAsync(HttpContext context)
    {
        meters.WebhookEvent(WebhookResult.Unauthorized);
        context.Response.Headers.WWWAuthenticate = $"ApiKey realm=\"AtRest\", header=\"{WebhookKeys.Header}\"";
        context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    /// <summary>Not 401: EventBridge would drop events until the operator notices.</summary>
    private Task TellOfNoKeyAsync(HttpContext context)
    {
        meters.WebhookEvent(WebhookResult.Unauthorized);
        TrailNote.OfRefusal(context);
        return AskAgainAsync(context, "The webhook has no key yet. Its operator must set AtRest:Webhook:Keys:0.");
    }

    private static Task AskAgainAsync(HttpContext context, string detail)
    {
        context.Response.Headers.RetryAfter = "10";
        return Answers.ProblemAsync(context, Problem.Unavailable(detail));
    }
}
