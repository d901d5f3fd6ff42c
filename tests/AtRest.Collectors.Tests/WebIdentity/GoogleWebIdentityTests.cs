using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.WebIdentity;

public sealed class GoogleWebIdentityTests
{
    private const string Email = "audit@camunda.iam.gserviceaccount.com";

    [Fact]
    public async Task Collect_ByToken_GivesTheEvidenceThatAnAccessTokenGives()
    {
        var clock = new FixedDate();
        await using var byToken = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario(), clock: clock);
        await using var byKey = await WebIdentityWorld.StartAsync(
            new ScenarioBuilder().CryptoKey(GoogleFleets.Key), options => options with { Google = options.Google with { AccessToken = "any" } }, clock);
        var organization = GoogleFleets.Software("acme", GoogleFleets.Key);

        var evidence = await byToken.CollectAsync(organization);

        evidence.Google.CryptoKeys.Single().Key.Value.ShouldNotBeNull();
        evidence.Readers.ShouldHaveSingleItem().Identity!.ShouldContain("workloadIdentityPools/atrest/providers/");
        WebIdentityWorld.Text(evidence with { Readers = [] }).ShouldBe(WebIdentityWorld.Text(await byKey.CollectAsync(organization) with { Readers = [] }));
        byToken.Cloud.History.Where(call => call.Operation.StartsWith("cloudkms:", StringComparison.Ordinal)).ShouldAllBe(call => call.AccountId == WebIdentityWorld.Principal);
    }

    [Fact]
    public async Task Collect_ServiceAccount_ActsAsIt()
    {
        await using var world = await StartAsync(WebIdentityWorld.Scenario().ServiceAccount(Email));

        var evidence = await world.CollectAsync(GoogleFleets.Software("acme", GoogleFleets.Key));

        evidence.Google.CryptoKeys.Single().Key.Value.ShouldNotBeNull();
        world.Cloud.History.Single(call => call.Operation == "iamcredentials:generateAccessToken").AccountId.ShouldBe(WebIdentityWorld.Principal);
        world.Cloud.History.Where(call => call.Operation.StartsWith("cloudkms:", StringComparison.Ordinal)).ShouldAllBe(call => call.AccountId == Email);
    }

    [Fact]
    public async Task Collect_ServiceAccountOfOthers_IsDeniedWithWhatToGrant()
    {
        await using var world = await StartAsync(WebIdentityWorld.Scenario().ServiceAccount(Email).Deny("iamcredentials:*"));

        var absence = (await world.CollectAsync(GoogleFleets.Software("acme", GoogleFleets.Key))).Google.CryptoKeys.Single().Key.Absence!;

        absence.Told().ShouldContain("iam.serviceAccounts.getAccessToken");
        absence.Told().ShouldContain(Email);
        absence.Kind.ShouldBe(AbsenceKind.NotAttempted);
    }

    [Fact]
    public async Task Collect_ManyAudits_ExchangeOneToken()
    {
        await using var world = await StartAsync(WebIdentityWorld.Scenario().ServiceAccount(Email));

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => world.CollectAsync(GoogleFleets.Software("acme", GoogleFleets.Key))));
        await world.CollectAsync(GoogleFleets.Software("acme", GoogleFleets.Key));

        (world.Calls("identity:token"), world.Calls("googlests:token"), world.Calls("iamcredentials:generateAccessToken")).ShouldBe((1, 1, 1));
    }

    [Theory]
    [InlineData(30, 1)]
    [InlineData(120, 2)]
    public async Task Collect_AfterTheTokenExpires_ExchangesAgain(int minutes, int exchanges)
    {
        var clock = new ShiftingClock();
        await using var world = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario(), clock: clock);
        await world.CollectAsync(GoogleFleets.Software("acme", GoogleFleets.Key));
        clock.Shift = TimeSpan.FromMinutes(minutes);

        var evidence = await world.CollectAsync(GoogleFleets.Software("acme", GoogleFleets.Key));

        evidence.Google.CryptoKeys.Single().Key.Value.ShouldNotBeNull();
        world.Calls("googlests:token").ShouldBe(exchanges);
    }

    [Theory]
    [InlineData("provider", "invalid_target", "AtRest:Google:WebIdentity:Provider")]
    [InlineData("audience", "invalid_grant", "allowed audiences")]
    [InlineData("issuer", "invalid_grant", "issuer is that of the token's tenant")]
    [InlineData("subject", "unauthorized_client", "attribute condition")]
    public async Task Collect_RoleTrustsAnotherToken_ShowsWhatToCompare(string wrong, string code, string advice)
    {
        var scenario = new ScenarioBuilder().CryptoKey(GoogleFleets.Key).ManagedIdentity().WorkloadIdentityProvider(
            wrong == "provider" ? WebIdentityWorld.Provider + "-other" : WebIdentityWorld.Provider,
            WebIdentityWorld.GoogleAudience,
            provider => provider with
            {
                Trust = wrong switch
                {
                    "audience" => provider.Trust with { Audience = "api://other" },
                    "issuer" => provider.Trust with { Issuer = "https://sts.windows.net/other/" },
                    "subject" => provider.Trust with { Subject = "somebody else" },
                    _ => provider.Trust,
                },
            });
        await using var world = await WebIdentityWorld.StartAsync(scenario);

        var absence = (await world.CollectAsync(GoogleFleets.Software("acme", GoogleFleets.Key))).Google.CryptoKeys.Single().Key.Absence!;

        absence.Kind.ShouldBe(AbsenceKind.NotAttempted);
        absence.Told().ShouldContain(code);
        absence.Told().ShouldContain(advice);
        world.Calls("googlests:token").ShouldBe(1);
    }

    [Fact]
    public async Task Collect_NoToken_ExplainsWhy()
    {
        await using var world = await WebIdentityWorld.StartAsync(
            WebIdentityWorld.Scenario(), options => options with { IdentityToken = (_, _) => throw new InvalidOperationException("there is no identity here") });

        var absence = (await world.CollectAsync(GoogleFleets.Software("acme", GoogleFleets.Key))).Google.CryptoKeys.Single().Key.Absence!;

        absence.Kind.ShouldBe(AbsenceKind.NotAttempted);
        absence.Cause.ShouldStartWith("AtRest could not sign in to Google Cloud with its own identity.");
        absence.Told().ShouldContain("there is no identity here. Check that a managed identity is assigned");
    }

    private static Task<WebIdentityWorld> StartAsync(ScenarioBuilder scenario) => WebIdentityWorld.StartAsync(
        scenario, options => options with { Google = options.Google with { WebIdentity = options.Google.WebIdentity! with { ServiceAccount = Email } } });
}
