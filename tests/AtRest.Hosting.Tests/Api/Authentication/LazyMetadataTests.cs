using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Authentication;

public sealed class LazyMetadataTests
{
    private const string Path = "/api/organizations/acme/clusters";

    [Fact]
    public async Task Metadata_BeforeTheFirstToken_IsNotRequested()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await ApiServer.StartAsync(Fleet.Settings(issuer));

        await server.GetAsync(Path, Fleet.AcmeKey);
        await server.GetAsync("/api/health/live");
        issuer.Asked.ShouldBe(0);

        (await server.SendWithTokenAsync(HttpMethod.Get, Path, issuer.Token(_ => { }))).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        issuer.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Token_IssuerIsDown_Is503AndKeysWorkOn()
    {
        var issuer = await TestIssuer.StartAsync();
        var token = issuer.Token(_ => { });
        await using var server = await ApiServer.StartAsync(Fleet.Settings(issuer));
        await issuer.DisposeAsync();

        var reply = await server.SendWithTokenAsync(HttpMethod.Get, Path, token);

        reply.ShouldBeProblem(503);
        reply.Headers.ShouldContainKey("Retry-After");
        (await server.GetAsync(Path, Fleet.AcmeKey)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await server.GetAsync("/api/health/ready")).Body.ShouldContain("identityProvider");
    }

    [Fact]
    public async Task Token_NoIssuerIsSet_Is401AndSaysWhatToUse()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        var reply = await server.SendWithTokenAsync(HttpMethod.Get, Path, "a.b.c");

        reply.ShouldBeProblem(401);
        reply.Body.ShouldContain("does not accept tokens");
        reply.Headers["WWW-Authenticate"].ShouldNotContain("Bearer");
    }

    [Fact]
    public async Task Route_NothingIsSetUp_SaysHowToMakeAKey()
    {
        await using var server = await ApiServer.StartAsync();

        (await server.GetAsync(Path)).Body.ShouldContain("atrest api-key new");
    }
}
