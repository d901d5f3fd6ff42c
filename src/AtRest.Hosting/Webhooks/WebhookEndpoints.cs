using AtRest.Hosting.Webhooks.Receiving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Webhooks;

/// <summary>Where EventBridge sends events about keys. The webhook's own key says who calls, and nothing else does.</summary>
internal static class WebhookEndpoints
{
    public static Task HandleAsync(HttpContext context) => context.RequestServices.GetRequiredService<WebhookEndpoint>().HandleAsync(context);
}
