using System.Net;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.FakeClouds.Tests.Google;

public sealed class GoogleStsTests
{
    private const string Audience = "api://google";
    private const string Provider = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/providers/azure";
    private const string Principal = "principal://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/pool/subject/66666666-7777-4888-8999-aaaaaaaaaaaa";
    private const string Email = "audit@p.iam.gserviceaccount.com";

    private static ScenarioBuilder Scenario(Func<FakeWorkloadIdentityProvider, FakeWorkloadIdentityProvider>? change = null) =>
        new ScenarioBuilder().CryptoKey(GoogleCaller.Key).ManagedIdentity().WorkloadIdentityProvider(Provider, Audience, change);

    [Fact]
    public async Task Exchange_TrustedToken_GivesAnAccessTokenForAWhile()
    {
        FakeTimeProvider time = new(Clouds.Now);
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario(provider => provider with { TokenLifetimeSeconds = 60 }), time);

        Answer answer = await IdentityCaller.ExchangeAsync(cloud, Provider, await IdentityCaller.TokenAsync(cloud, Audience));
        GoogleCaller caller = new(cloud) { Token = (string?)answer.Json["access_token"] };

        ((int?)answer.Json["expires_in"]).ShouldBe(60);
        (await caller.GetAsync(GoogleCaller.Key)).Status.ShouldBe(HttpStatusCode.OK);
        cloud.History[^1].AccountId.ShouldBe(Principal);
        (await (caller with { Token = "any" }).GetAsync(GoogleCaller.Key)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        time.Advance(TimeSpan.FromSeconds(60));
        (await caller.GetAsync(GoogleCaller.Key)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("name", "invalid_target")]
    [InlineData("issuer", "invalid_grant")]
    [InlineData("audience", "invalid_grant")]
    [InlineData("subject", "unauthorized_client")]
    [InlineData("signature", "invalid_grant")]
    [InlineData("form", "invalid_request")]
    public async Task Exchange_Untrusted_IsRefusedAsByGoogle(string wrong, string code)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario(provider => provider with
        {
            Name = wrong == "name" ? Provider + "2" : Provider,
            Trust = wrong switch
            {
                "issuer" => provider.Trust with { Issuer = "https://other/" },
                "audience" => provider.Trust with { Audience = "api://other" },
                "subject" => provider.Trust with { Subject = "other" },
                _ => provider.Trust,
            },
        }));
        string token = wrong == "form" ? "none" : await IdentityCaller.TokenAsync(cloud, Audience) + (wrong == "signature" ? "x" : "");

        Answer answer = await IdentityCaller.ExchangeAsync(cloud, Provider, token);

        (answer.Status, (string?)answer.Json["error"]).ShouldBe((HttpStatusCode.BadRequest, code));
    }

    [Theory]
    [InlineData(null, """{"scope":["s"]}""", HttpStatusCode.OK)]
    [InlineData(Principal, """{"scope":["s"]}""", HttpStatusCode.OK)]
    [InlineData("principal://other", """{"scope":["s"]}""", HttpStatusCode.Forbidden)]
    [InlineData(null, "{}", HttpStatusCode.BadRequest)]
    [InlineData(null, "scope", HttpStatusCode.BadRequest)]
    public async Task Generate_ForAServiceAccount_ChecksWhoCanActAsIt(string? impersonator, string body, HttpStatusCode status)
    {
        Scenario scenario = Scenario().ServiceAccount(Email).Build();
        scenario = scenario with { ServiceAccounts = [scenario.ServiceAccounts[0] with { Impersonators = impersonator is null ? null : [impersonator] }] };
        await using FakeCloud cloud = await FakeCloud.StartAsync(scenario, cancellationToken: TestContext.Current.CancellationToken);
        Answer exchanged = await IdentityCaller.ExchangeAsync(cloud, Provider, await IdentityCaller.TokenAsync(cloud, Audience));

        Answer answer = await IdentityCaller.GenerateAsync(cloud, Email, (string)exchanged.Json["access_token"]!, body);

        answer.Status.ShouldBe(status);
        if (status == HttpStatusCode.OK)
        {
            (await new GoogleCaller(cloud) { Token = (string?)answer.Json["accessToken"] }.GetAsync(GoogleCaller.Key)).Status.ShouldBe(HttpStatusCode.OK);
            cloud.History[^1].AccountId.ShouldBe(Email);
        }
    }
}
