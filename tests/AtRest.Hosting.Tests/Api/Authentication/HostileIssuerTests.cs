using AtRest.Collectors.Tests.Support;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Authentication;

/// <summary>An identity provider, or what replaces it, whose responses do not end. The server reads a part of them and works on.</summary>
public sealed class HostileIssuerTests
{
    /// <summary>The bound of some responses, and what the kernel buffers on both sides of the connections.</summary>
    private const long LargestTaken = 32 * 1024 * 1024;

    private const string Path = "/api/organizations/acme/clusters";

    [Theory]
    [InlineData("metadata")]
    [InlineData("keys")]
    [InlineData("redirects")]
    [InlineData("drip")]
    [InlineData("headers")]
    public async Task Token_ResponseOfTheIssuerHasNoEnd_Is503AndKeysWorkOn(string attack)
    {
        Uri? url = null;
        await using var issuer = new HostileServer(request => attack switch
        {
            "redirects" => Hostile.Body("", 302, headers: $"Location: {url}.well-known/openid-configuration\r\n"),
            "headers" => Hostile.HugeHeader(),
            "drip" => Hostile.Drip(),
            "keys" when request.Path != "/keys" => Hostile.Body($$"""{"issuer":"{{url!.ToString().TrimEnd('/')}}","jwks_uri":"{{url}}keys"}""", type: "application/json"),
            _ => Hostile.Endless(),
        });
        url = issuer.Endpoint;
        var settings = Fleet.Settings();
        settings["AtRest:Authentication:Authority"] = url.ToString().TrimEnd('/');
        settings["AtRest:Authentication:Audience"] = TestIssuer.Audience;
        await using var server = await ApiServer.StartAsync(settings);
        await using var other = await TestIssuer.StartAsync();

        (await server.SendWithTokenAsync(HttpMethod.Get, Path, other.Token(_ => { }))).ShouldBeProblem(503);

        issuer.Taken.ShouldBeLessThan(LargestTaken);
        issuer.Attacked.Count.ShouldBeInRange(1, 8);
        (await server.GetAsync(Path, Fleet.AcmeKey)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }
}
