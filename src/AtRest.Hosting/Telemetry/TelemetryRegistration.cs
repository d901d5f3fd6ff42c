using AtRest.Hosting.Work;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Telemetry;

internal static class TelemetryRegistration
{
    /// <summary>Comes last, because it measures the work that the others have registered.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, HostSettings settings)
    {
        services.AddMetrics().AddSingleton<AtRestMeters>().AddSingleton<AtRestActivities>();
        foreach (var work in services.Where(service => service.ServiceType == typeof(IQueueWork)).ToList())
        {
            services.Remove(work);
            services.AddSingleton<IQueueWork>(provider => new MeasuredQueueWork(
                (IQueueWork)ActivatorUtilities.CreateInstance(provider, work.ImplementationType!), provider.GetRequiredService<AtRestMeters>(), provider.GetRequiredService<AtRestActivities>()));
        }

        if (settings.Telemetry.IsOn)
        {
            // In a separate class, so that OpenTelemetry is not loaded without it.
            TelemetryExport.Add(services, settings.Telemetry, settings.IsFunctionsWorker);
        }

        return services;
    }
}
