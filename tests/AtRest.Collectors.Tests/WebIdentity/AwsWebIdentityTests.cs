using AtRest.Collectors.Aws;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;

namespace AtRest.Collectors.Tests.WebIdentity;

public sealed class AwsWebIdentityTests
{
    private const string Exchange = "sts:AssumeRoleWithWebIdentity";

    [Fact]
    public async Task Collect_ByToken_GivesTheEvidenceThatKeysGive()
    {
        var clock = new FixedDate();
        await using var byToken = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario(), clock: clock);
        await using var byKey = await WebIdentityWorld.StartAsync(
            WebIdentityWorld.Scenario(), options => options with { Aws = options.Aws with { Credentials = new AwsKeyPair("AKIAIOSFODNN7EXAMPLE", "secret") } }, clock);
        var organization = Fleets.Organization(Names.Key);

        var evidence = await byToken.CollectAsync(organization);

        evidence.Aws.Keys.Single().Metadata.Value.ShouldNotBeNull();
        WebIdentityWorld.Text(evidence).ShouldBe(WebIdentityWorld.Text(await byKey.CollectAsync(organization)));
        byToken.Calls(Exchange).ShouldBe(1);
        byKey.Calls(Exchange).ShouldBe(0);
    }

    [Fact]
    public async Task Collect_AuditRole_IsAssumedWithTheRoleOfTheToken()
    {
        await using var world = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario());

        await world.CollectAsync(Fleets.Organization(Names.Key));

        world.Cloud.History.Single(call => call.Operation == "sts:AssumeRole").AccountId.ShouldBe(WebIdentityWorld.OperatorAccount);
        world.Cloud.History.Where(call => call.Operation.StartsWith("kms:", StringComparison.Ordinal)).ShouldAllBe(call => call.AccountId == Names.Account);
    }

    [Fact]
    public async Task Collect_NoAuditRole_ReadsWithTheRoleOfTheTokenItself()
    {
        var scenario = WebIdentityWorld.Scenario().WebIdentityRole(Names.Role + "Own", WebIdentityWorld.AwsAudience);
        await using var world = await WebIdentityWorld.StartAsync(
            scenario, options => options with { Aws = options.Aws with { WebIdentity = new AwsWebIdentity(Names.Role + "Own", WebIdentityWorld.AwsAudience) } });

        var evidence = await world.CollectAsync(Fleets.Organization(Names.Key).WithoutRoles());

        evidence.Aws.Keys.Single().Metadata.Value.ShouldNotBeNull();
        evidence.Aws.CloudTrail.Single().Trails.Value.ShouldNotBeNull();
        world.Calls("sts:AssumeRole").ShouldBe(0);
    }

    [Fact]
    public async Task Collect_NoAuditRoleAndAnotherAccount_DoesNotUseThatAccountsTrails()
    {
        await using var world = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario());

        var evidence = await world.CollectAsync(Fleets.Organization(Names.Key).WithoutRoles());

        evidence.Aws.CloudTrail.Single().Trails.Absence!.Cause.ShouldContain($"belong to account {WebIdentityWorld.OperatorAccount}");
    }

    [Fact]
    public async Task Collect_ManyAuditsAtOnceAndAfterwards_ExchangeOneToken()
    {
        await using var world = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario());

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.CollectAsync(Fleets.Organization(Names.Key))));
        await world.CollectAsync(Fleets.Organization(Names.Key));

        (world.Calls("identity:token"), world.Calls(Exchange), world.Calls("sts:AssumeRole")).ShouldBe((1, 1, 9));
    }

    [Theory]
    [InlineData(50, 1)]
    [InlineData(56, 2)]
    [InlineData(300, 2)]
    public async Task Collect_ShortlyBeforeTheTokenExpires_ExchangesAgain(int minutes, int exchanges)
    {
        var clock = new ShiftingClock();
        await using var world = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario(), clock: clock);
        await world.CollectAsync(Fleets.Organization(Names.Key));
        clock.Shift = TimeSpan.FromMinutes(minutes);

        var evidence = await world.CollectAsync(Fleets.Organization(Names.Key));

        evidence.Aws.Keys.Single().Metadata.Value.ShouldNotBeNull();
        world.Calls(Exchange).ShouldBe(exchanges);
    }

    [Theory]
    [InlineData(57, true)]
    [InlineData(61, false)]
    public async Task Collect_RenewalFails_ContinuesUntilTheOldCredentialsExpire(int minutes, bool works)
    {
        var clock = new ShiftingClock();
        await using var issuer = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario());
        var calls = 0;

        // Without a managed identity in the scenario, every token counts as signed.
        await using var world = await WebIdentityWorld.StartAsync(
            Worlds.Account().Key(Names.Key).WebIdentityRole(WebIdentityWorld.OperatorRole, WebIdentityWorld.AwsAudience),
            options => options with
            {
                IdentityToken = (audience, token) => Interlocked.Increment(ref calls) == 1 ? issuer.Options.IdentityToken!(audience, token) : throw new HttpRequestException("The endpoint is down."),
            },
            clock);
        await world.CollectAsync(Fleets.Organization(Names.Key));
        clock.Shift = TimeSpan.FromMinutes(minutes);

        var metadata = (await world.CollectAsync(Fleets.Organization(Names.Key))).Aws.Keys.Single().Metadata;

        (metadata.Value is not null).ShouldBe(works);
        (metadata.Absence?.Cause ?? "The endpoint is down.").ShouldContain("The endpoint is down.");
    }

    [Fact]
    public async Task Collect_CredentialsExpireDuringTheAudit_AreExchangedAgain()
    {
        var clock = new ShiftingClock();
        const string Role = Names.Role + "Own";
        var seen = 0;
        await using var issuer = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario().WebIdentityRole(Role, WebIdentityWorld.AwsAudience));
        using var proxy = new FaultyProxy(issuer.Cloud.Endpoint, (_, target) =>
        {
            if (target is not null && Interlocked.Increment(ref seen) == 1)
            {
                clock.Shift = TimeSpan.FromMinutes(57);
            }

            return null;
        });
        await using var world = await WebIdentityWorld.StartAsync(
            WebIdentityWorld.Scenario(),
            options => options with
            {
                IdentityToken = (audience, token) =>
                {
                    // Late until new credentials are requested. The cloud's own clock does not change.
                    clock.Shift = TimeSpan.Zero;
                    return issuer.Options.IdentityToken!(audience, token);
                },
                Aws = options.Aws with { Endpoint = proxy.Endpoint, WebIdentity = new AwsWebIdentity(Role, WebIdentityWorld.AwsAudience) },
            },
            clock);

        await world.CollectAsync(Fleets.Organization(Names.Key).WithoutRoles());

        issuer.Calls(Exchange).ShouldBe(2);
    }

    [Fact]
    public async Task Collect_EndpointOfStsIsSet_IsUsedWithItsRegion()
    {
        await using var sts = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario());
        await using var world = await WebIdentityWorld.StartAsync(
            WebIdentityWorld.Scenario(),
            options => options with
            {
                IdentityToken = sts.Options.IdentityToken,
                Aws = options.Aws with
                {
                    Endpoint = null,
                    ReadVariable = name => name switch
                    {
                        "AWS_ENDPOINT_URL_STS" => sts.Cloud.Endpoint.ToString(),
                        "AWS_ENDPOINT_URL" => options.Aws.Endpoint!.ToString(),
                        "AWS_REGION" => "us-gov-west-1",
                        _ => null,
                    },
                },
            });

        var evidence = await world.CollectAsync(Fleets.Organization(Names.Key));

        sts.Calls(Exchange).ShouldBe(1);
        world.Calls(Exchange).ShouldBe(0);
        evidence.Aws.Keys.Single().Metadata.Value.ShouldNotBeNull();
    }
}
