using AtRest.Collectors.Aws;
using AtRest.Core.Audits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AtRest.Collectors;

/// <summary>Registers the collectors.</summary>
public static class CollectorServiceCollectionExtensions
{
    /// <summary>Adds the <see cref="IEvidenceCollector"/>, which reads AWS. A <see cref="TimeProvider"/> that is already registered is used.</summary>
    public static IServiceCollection AddAtRestCollectors(this IServiceCollection services, AwsCollectorOptions? aws = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(aws ?? new AwsCollectorOptions());
        services.TryAddSingleton<IEvidenceCollector, AwsEvidenceCollector>();
        return services;
    }
}
