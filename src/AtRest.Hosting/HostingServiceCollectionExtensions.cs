using AtRest.Collectors;
using AtRest.Hosting.Api;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Logs;
using AtRest.Hosting.Notifications;
using AtRest.Hosting.Portal;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Signing;
using AtRest.Hosting.Telemetry;
using AtRest.Hosting.Webhooks;
using AtRest.Hosting.Work.Claims;
using AtRest.Reports;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AtRest.Hosting;

/// <summary>Registers everything that the two servers share.</summary>
public static class HostingServiceCollectionExtensions
{
    /// <summary>Adds the handlers, the HTTP API and what they need. Nothing is read, written or opened before the first call.</summary>
    public static IServiceCollection AddAtRestHosting(this IServiceCollection services, HostSettings settings)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(settings)
            .AddLogs(settings)
            .AddAtRestStorage(settings.Storage with { MaxDeliveries = HostSettings.MostDeliveries })
            .AddAtRestCollectors(WithinABatch(settings.Clouds))
            .AddSigning(settings)
            .AddAtRestReports()
            .AddInventory(settings)
            .AddAudits(settings)
            .AddReports()
            .AddKeys(settings)
            .AddApi(settings)
            .AddPortal(settings)
            .AddWebhook(settings)
            .AddNotifications(settings)
            .AddTelemetry(settings)
            .AddClaims();
    }

    /// <summary>Lookups of events take at most half of the time for reading a batch, so that they never cost the batch its other evidence.</summary>
    private static CollectorOptions WithinABatch(CollectorOptions clouds) => clouds with { Aws = clouds.Aws with { LookupTime = AuditSteps.BatchLimit / 2 } };
}
