using AtRest.Hosting.Webhooks.Receiving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Webhooks;

/// <summary>The endpoint that EventBridge sends events about keys to. Only the webhook's own key authenticates the caller.</summary>
internal static class WebhookEndpoints
{
    public static Task HandleAsync(HttpContext context) => context.RequestServices.GetRequiredService<WebhookEndpoint>().HandleAsync(context);
}
