using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>The framework's own settings of authentication (<c>Authentication:Schemes:…</c>) are not looked at: AtRest's are the only ones.</summary>
internal sealed class NoConfiguration : IAuthenticationConfigurationProvider
{
    public IConfiguration AuthenticationConfiguration { get; } = new ConfigurationBuilder().Build();
}
