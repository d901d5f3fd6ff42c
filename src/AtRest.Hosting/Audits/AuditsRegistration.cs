using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Audits;

internal static class AuditsRegistration
{
    public static IServiceCollection AddAudits(this IServiceCollection services, HostSettings settings) => services;
}
