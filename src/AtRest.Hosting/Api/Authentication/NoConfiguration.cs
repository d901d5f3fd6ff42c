using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Ignores the framework's own settings of authentication (<c>Authentication:Schemes:…</c>): AtRest's settings are the only ones.</summary>
internal sealed class NoConfiguration : IAuthenticationConfigurationProvider
{
    public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
}
