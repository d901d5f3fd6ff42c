using System.Diagnostics.Metrics;
using AtRest.Collectors.Aws;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Endpoints;
using AtRest.Collectors.Google;
using AtRest.Collectors.Identity;
using AtRest.Collectors.Telemetry;
using AtRest.Core.Audits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AtRest.Collectors;

/// <summary>Registers the collectors. With <see cref="CollectorOptions"/>, this is the list of clouds: everything else about a cloud is in its folder.</summary>
public static class CollectorServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="IEvidenceCollector"/>, which reads AWS, Google Cloud and Camunda. It uses a registered <see cref="TimeProvider"/>, and counts calls with a registered
    /// <see cref="IMeterFactory"/>.
    /// </summary>
    public static IServiceCollection AddAtRestCollectors(this IServiceCollection services, CollectorOptions? options = null)
    {
        options ??= new CollectorOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new CloudTelemetry(provider.GetService<IMeterFactory>(), options.Fault));
        services.AddSingleton(provider => new IdentityTokens(options.IdentityToken, options.Aws.ReadVariable, provider.GetRequiredService<CloudTelemetry>()));
        services.AddAwsCollector(options.Aws);
        services.AddGoogleCollector(options.Google);
        services.AddCamundaCollector(options.Camunda);
        services.AddSingleton(provider => new EndpointProber(options.Tls, provider.GetRequiredService<CloudTelemetry>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IEvidenceCollector, EvidenceCollector>();
        return services;
    }
}
