using System.Collections.Immutable;
using AtRest.Hosting.Inventories;
using AtRest.Storage;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AtRest.Hosting.Api.Health;

/// <summary>The dependencies of the process. None is opened before the first check.</summary>
internal sealed class Probes(IServiceProvider services, HostSettings settings)
{
    public ImmutableArray<Probe> All() =>
    [
        new("blobs", "The storage of reports cannot be used.", token => services.GetRequiredService<IBlobStore>().CheckAsync(token)),
        new("queue", "The queue of audits cannot be used.", token =>
            services.GetRequiredService<IWorkQueues>().Open(settings.Audits.Queue).CountAsync(token)),
        new("inventory", "The inventory cannot be read, or is not valid.", token =>
            services.GetRequiredService<IInventorySource>().ReadAsync(token)),
        .. settings.Api.Authentication.Authority is null ? ImmutableArray<Probe>.Empty : [new("identityProvider", "The identity provider's metadata cannot be fetched, so tokens cannot be checked.", CheckIdentityProviderAsync)],
    ];

    // The handler of tokens caches the metadata for hours; this checks what it has.
    private Task<OpenIdConnectConfiguration> CheckIdentityProviderAsync(CancellationToken cancellationToken) =>
        services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
}
