using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Telemetry;

internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, HostSettings settings)
    {
        services.AddMetrics().AddSingleton<AtRestMeters>().AddSingleton<AtRestActivities>();
        if (settings.Telemetry.IsOn)
        {
            // In a class of its own, so that none of OpenTelemetry is loaded without it.
            TelemetryExport.Add(services, settings.Telemetry);
        }

        return services;
    }
}
