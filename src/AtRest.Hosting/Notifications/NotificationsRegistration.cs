using AtRest.Hosting.Notifications.Endpoints;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Notifications.Sending;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Work;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Notifications;

internal static class NotificationsRegistration
{
    public static IServiceCollection AddNotifications(this IServiceCollection services, HostSettings settings) => services
        .AddSingleton(settings.Notifications)
        .AddSingleton(settings.NotificationEndpoints)
        .AddSingleton(new RetrySchedule())
        .AddSingleton<PublicConnections>()
        .AddSingleton<EndpointDocuments>()
        .AddSingleton<EndpointSecrets>()
        .AddSingleton<NotificationEndpoints>()
        .AddSingleton<EndpointAdministration>()
        .AddSingleton<NotificationSender>()
        .AddSingleton<DeadNotifications>()
        .AddSingleton<BatchBodies>()
        .AddSingleton<IReportCompleted, ReportNotifier>()
        .AddSingleton<IQueueWork, NotificationWork>();
}
