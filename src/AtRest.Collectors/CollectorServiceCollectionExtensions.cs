using AtRest.Collectors.Aws;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Camunda.Http;
using AtRest.Collectors.Camunda.Tokens;
using AtRest.Collectors.Google;
using AtRest.Core.Audits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AtRest.Collectors;

/// <summary>Registers the collectors.</summary>
public static class CollectorServiceCollectionExtensions
{
    /// <summary>
    /// Adds the <see cref="IEvidenceCollector"/>, which reads AWS, Google Cloud and Camunda. A <see cref="TimeProvider"/> that is already
    /// registered is used.
    /// </summary>
    public static IServiceCollection AddAtRestCollectors(this IServiceCollection services, CollectorOptions? options = null)
    {
        options ??= new CollectorOptions();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IEvidenceSource>(provider => new AwsEvidenceCollector(options.Aws, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IEvidenceSource>(provider => new GoogleEvidenceCollector(options.Google, provider.GetRequiredService<TimeProvider>()));
        services.AddCamundaClients(options.Camunda);
        services.AddSingleton<IEvidenceSource>(provider => new CamundaEvidenceCollector(
            provider.GetRequiredService<AdministrationApi>, provider.GetRequiredService<TokenCache>(), options.Camunda, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<IEvidenceCollector, EvidenceCollector>();
        return services;
    }
}
