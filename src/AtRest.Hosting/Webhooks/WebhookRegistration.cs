using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Webhooks;

internal static class WebhookRegistration
{
    public static IServiceCollection AddWebhook(this IServiceCollection services, HostSettings settings) => services;
}
