using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Logs;

internal static class LogsRegistration
{
    /// <summary>Puts <see cref="SafeLoggerFactory"/> before .NET's own factory, which keeps the providers, the levels and the scopes.</summary>
    public static IServiceCollection AddLogs(this IServiceCollection services, HostSettings settings)
    {
        services.AddLogging();
        services.TryAddSingleton<LoggerFactory>();
        return services
            .AddSingleton(settings.Logs)
            .Replace(ServiceDescriptor.Singleton<ILoggerFactory, SafeLoggerFactory>());
    }
}
