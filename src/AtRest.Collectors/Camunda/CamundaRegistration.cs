using AtRest.Collectors.Camunda.Http;
using AtRest.Collectors.Camunda.Tokens;
using AtRest.Collectors.Telemetry;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Camunda;

/// <summary>Registers the collector of Camunda.</summary>
internal static class CamundaRegistration
{
    public static void AddCamundaCollector(this IServiceCollection services, CamundaCollectorOptions options)
    {
        services.AddCamundaClients(options);
        services.AddSingleton<IEvidenceSource>(provider => new CamundaEvidenceCollector(
            provider.GetRequiredService<AdministrationApi>, provider.GetRequiredService<TokenCache>(), options, provider.GetRequiredService<CloudTelemetry>(), provider.GetRequiredService<TimeProvider>()));
    }
}
