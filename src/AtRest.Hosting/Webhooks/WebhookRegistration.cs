using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Hosting.Webhooks.Receiving;
using AtRest.Hosting.Work;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Webhooks;

internal static class WebhookRegistration
{
    public static IServiceCollection AddWebhook(this IServiceCollection services, HostSettings settings) => services
        .AddSingleton(settings.Webhook)
        .AddSingleton<WebhookKeys>()
        .AddSingleton<RecentEvents>()
        .AddSingleton<EventMarks>()
        .AddSingleton<KeyChangeWindows>()
        .AddSingleton<KeyAuditStarts>()
        .AddSingleton<KeyChangeFailures>()
        .AddSingleton<EventTrail>()
        .AddSingleton<WebhookReceiver>()
        .AddSingleton<WebhookEndpoint>()
        .AddSingleton<IQueueWork, KeyChangeWork>();
}
