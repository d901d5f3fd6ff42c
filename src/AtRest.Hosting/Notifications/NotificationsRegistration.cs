using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Notifications;

internal static class NotificationsRegistration
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, HostSettings settings) => services;
}
