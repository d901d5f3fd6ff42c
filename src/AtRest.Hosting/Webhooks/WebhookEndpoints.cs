using AtRest.Hosting.Webhooks.Receiving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Webhooks;

/// <summary>Where EventBridge tells of changed keys. Who it is, the webhook's own key says and nothing else.</summary>
internal static class WebhookEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        RequestDelegate handle = context => context.RequestServices.GetRequiredService<WebhookEndpoint>().HandleAsync(context);
        api.MapPost("/webhooks/key-policy", handle).WithName("KeyPolicyChanged").AllowAnonymous();
    }
}
