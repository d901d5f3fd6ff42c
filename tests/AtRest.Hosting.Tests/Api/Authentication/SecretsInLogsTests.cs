using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Authentication;

public sealed class SecretsInLogsTests
{
    /// <summary>At the level Trace, scopes and exceptions included.</summary>
    [Fact]
    public async Task Log_WhateverIsShown_HoldsNoCredential()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await ApiServer.StartAsync(Fleet.Settings(issuer));
        var unknown = ApiKey.Create();
        string[] keys = [Fleet.AcmeKey, Fleet.ExpiredKey, unknown, "atrest_notakeyatall0123456789"];
        string[] tokens = [issuer.Token(_ => { }), issuer.Token(token => token.Audience = "api://other"), issuer.Token(token => token.SigningCredentials = issuer.PublicKeyAsSecret()), "not.a.token0123456789"];

        foreach (var key in keys)
        {
            await server.GetAsync("/api/organizations/acme/clusters", key);
        }

        foreach (var token in tokens)
        {
            await server.SendWithTokenAsync(HttpMethod.Get, "/api/organizations/acme/clusters", token);
        }

        var log = server.Log.Text;
        log.ShouldContain("was refused: ");
        keys.ShouldAllBe(key => !log.Contains(key, StringComparison.Ordinal));
        tokens.ShouldAllBe(token => !log.Contains(token, StringComparison.Ordinal) && token.Split('.').Where(part => part.Length > 40).All(part => !log.Contains(part, StringComparison.Ordinal)));
        log.ShouldNotContain(ApiKey.HashOf(Fleet.AcmeKey));
    }
}
