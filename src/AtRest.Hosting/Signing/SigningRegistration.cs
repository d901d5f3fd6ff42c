using AtRest.Reports.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Signing;

internal static class SigningRegistration
{
    public static IServiceCollection AddSigning(this IServiceCollection services, HostSettings settings) => services
        .AddSingleton(settings.Signing)
        .AddSingleton(provider => new SigningKeys(settings.Signing, provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ISigningKeySource, ServerSigningKeys>()
        .AddHostedService<KeyWarnings>();
}
