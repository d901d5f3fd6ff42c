using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Api;

internal static class ApiRegistration
{
    public static IServiceCollection AddApi(this IServiceCollection services, HostSettings settings) => services;
}
