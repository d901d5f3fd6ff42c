using AtRest.Hosting.Serving.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace AtRest.Hosting.Serving;

/// <summary>Registers what a server needs that runs without the Functions host.</summary>
public static class ServingServiceCollectionExtensions
{
    /// <summary>How long the server may take to stop.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Adds the schedule and the workers of the queues, which start with the app. Call it after <see cref="HostingServiceCollectionExtensions.AddAtRestHosting"/>.</summary>
    public static IServiceCollection AddAtRestServing(this IServiceCollection services)
    {
        services.TryAddSingleton(new PumpTimes());
        // Longer than the pumps' own limit, so that they can release their messages.
        services.Configure<HostOptions>(options =>
        {
            options.ShutdownTimeout = ShutdownTimeout;
            options.ServicesStopConcurrently = true;
        });
        return services
            .AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>()
            .AddHostedService<BadRequests>()
            .AddSingleton<NightlyMemory>()
            .AddHostedService<NightlyScheduler>()
            .AddAtRestResuming()
            .AddHostedService<QueuePumps>();
    }

    /// <summary>
    /// Adds the search, every few seconds, for messages and audits whose workers are gone; also for the servers that run under the Functions host.
    /// Call it after <see cref="HostingServiceCollectionExtensions.AddAtRestHosting"/>.
    /// </summary>
    public static IServiceCollection AddAtRestResuming(this IServiceCollection services) => services.AddHostedService<ResumeTimer>();
}
