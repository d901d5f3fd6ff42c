using System.Collections.Immutable;
using AtRest.Hosting.Inventories;
using AtRest.Storage;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AtRest.Hosting.Api.Health;

/// <summary>What the process needs. None of it is opened before somebody asks.</summary>
internal sealed class Probes(IServiceProvider services, HostSettings settings)
{
    public ImmutableArray<Probe> All() =>
    [
        new("blobs", "The storage of reports cannot be used.", token => services.GetRequiredService<IBlobStore>().CheckAsync(token)),
        new("queue", "The queue of audits cannot be used.", token =>
            services.GetRequiredService<IWorkQueues>().Open(settings.Audits.Queue).CountAsync(token)),
        new("inventory", "The inventory cannot be read, or is not right.", token =>
            services.GetRequiredService<IInventorySource>().ReadAsync(token)),
        .. settings.Api.Authentication.Authority is null ? ImmutableArray<Probe>.Empty : [new("identityProvider", "The identity provider's metadata cannot be had, so that tokens cannot be checked.", LookAtIdentityAsync)],
    ];

    // Kept for hours by the handler of tokens, which is what is asked.
    private Task<OpenIdConnectConfiguration> LookAtIdentityAsync(CancellationToken cancellationToken) =>
        services.GetRequiredService<IOptionsMonitor<JwtBearerOptions>>().Get(JwtBearerDefaults.AuthenticationScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
}
