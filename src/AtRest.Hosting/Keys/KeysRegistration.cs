using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Keys;

internal static class KeysRegistration
{
    public static IServiceCollection AddKeys(this IServiceCollection services, HostSettings settings) => services
        .AddSingleton(settings.Keys)
        .AddSingleton<KeyDocuments>()
        .AddSingleton<IssuedKeys>()
        .AddSingleton<KeyRights>()
        .AddSingleton<KeyAdministration>();
}
