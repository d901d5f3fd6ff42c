using AtRest.Collectors.Identity;
using AtRest.Collectors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Google;

/// <summary>Registers the collector of Google Cloud.</summary>
internal static class GoogleRegistration
{
    public static void AddGoogleCollector(this IServiceCollection services, GoogleCollectorOptions options) => services.AddSingleton<IEvidenceSource>(provider => new GoogleEvidenceCollector(
        options, provider.GetRequiredService<IdentityTokens>(), provider.GetRequiredService<CloudTelemetry>(), provider.GetRequiredService<TimeProvider>()));
}
