using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Telemetry;

internal static class TelemetryRegistration
{
    public static IServiceCollection AddTelemetry(this IServiceCollection services, HostSettings settings) => services
        .AddMetrics()
        .AddSingleton<AtRestMeters>()
        .AddSingleton<AtRestActivities>();
}
