using System.Diagnostics.Metrics;
using AtRest.Collectors.Aws;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Camunda.Http;
using AtRest.Collectors.Camunda.Tokens;
using AtRest.Collectors.Google;
using AtRest.Collectors.Identity;
using AtRest.Collectors.Telemetry;
using AtRest.Core.Audits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AtRest.Collectors;

/// <summary>Registers the collectors.</summary>
public static class CollectorServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="IEvidenceCollector"/>, which reads AWS, Google Cloud and Camunda. A <see cref="TimeProvider"/> that is already
    /// registered is used, and an <see cref="IMeterFactory"/> to count calls with.
    /// </summary>
    public static IServiceCollection AddAtRestCollectors(this IServiceCollection services, CollectorOptions? options = null)
    {
        options ??= new CollectorOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new CloudTelemetry(provider.GetService<IMeterFactory>(), options.Fault));
        services.AddSingleton(provider => new IdentityTokens(options, provider.GetRequiredService<CloudTelemetry>()));
        services.AddSingleton<IEvidenceSource>(provider => new AwsEvidenceCollector(
            options.Aws, provider.GetRequiredService<IdentityTokens>(), provider.GetRequiredService<CloudTelemetry>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IEvidenceSource>(provider => new GoogleEvidenceCollector(
            options.Google, provider.GetRequiredService<IdentityTokens>(), provider.GetRequiredService<CloudTelemetry>(), provider.GetRequiredService<TimeProvider>()));
        services.AddCamundaClients(options.Camunda);
        services.AddSingleton<IEvidenceSource>(provider => new CamundaEvidenceCollector(
            provider.GetRequiredService<AdministrationApi>, provider.GetRequiredService<TokenCache>(), options.Camunda, provider.GetRequiredService<CloudTelemetry>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IEvidenceCollector, EvidenceCollector>();
        return services;
    }
}
