using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Webhooks;

/// <summary>The webhook's routes.</summary>
internal static class WebhookEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
    }
}
