using System.Net;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Azure;

public sealed class IdentityEndpointTests
{
    [Fact]
    public async Task Token_OfTheApp_NamesItsSubjectAndAudience()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().ManagedIdentity());

        Answer answer = await IdentityCaller.GetAsync(cloud, "api://aws");

        answer.Status.ShouldBe(HttpStatusCode.OK);
        ((string?)answer.Json["resource"]).ShouldBe("api://aws");
        ((string?)answer.Json["expires_on"]).ShouldBe($"{Clouds.Now.AddDays(1).ToUnixTimeSeconds()}");
        ((string?)answer.Json["access_token"])!.Split('.').Length.ShouldBe(3);
        cloud.Calls["identity:token"].ShouldBe(1);
    }

    [Theory]
    [InlineData("wrong", "api://aws", "id", HttpStatusCode.Forbidden)]
    [InlineData(null, "api://aws", "id", HttpStatusCode.Forbidden)]
    [InlineData("identity-header", "api://other", "id", HttpStatusCode.BadRequest)]
    [InlineData("identity-header", "", "id", HttpStatusCode.BadRequest)]
    [InlineData("identity-header", "api://aws", "another", HttpStatusCode.BadRequest)]
    [InlineData("identity-header", "api://aws", null, HttpStatusCode.BadRequest)]
    [InlineData("identity-header", "api://aws", "id", HttpStatusCode.OK)]
    public async Task Token_NotForTheCaller_IsRefused(string? header, string resource, string? clientId, HttpStatusCode status)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().ManagedIdentity(identity => identity with { ClientId = "id", Audiences = ["api://aws"] }));

        Answer answer = await IdentityCaller.GetAsync(cloud, resource, header, clientId);

        answer.Status.ShouldBe(status);
        ((int?)answer.Json["statusCode"]).ShouldBe(status == HttpStatusCode.OK ? null : (int)status);
    }

    [Fact]
    public async Task Token_NoIdentityInTheScenario_HasNoEndpoint()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder());

        (await IdentityCaller.GetAsync(cloud, "api://aws")).Status.ShouldNotBe(HttpStatusCode.OK);
    }
}
