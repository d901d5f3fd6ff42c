using AtRest.Collectors.Identity;
using AtRest.Collectors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Aws;

/// <summary>Registers the collector of AWS.</summary>
internal static class AwsRegistration
{
    public static void AddAwsCollector(this IServiceCollection services, AwsCollectorOptions options) => services.AddSingleton<IEvidenceSource>(provider => new AwsEvidenceCollector(
        options, provider.GetRequiredService<IdentityTokens>(), provider.GetRequiredService<CloudTelemetry>(), provider.GetRequiredService<TimeProvider>()));
}
