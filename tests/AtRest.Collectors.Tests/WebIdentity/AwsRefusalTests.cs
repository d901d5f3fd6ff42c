using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.WebIdentity;

public sealed class AwsRefusalTests
{
    private const string Exchange = "sts:AssumeRoleWithWebIdentity";

    [Theory]
    [InlineData("audience", "Incorrect token audience", "the audience api://aws")]
    [InlineData("issuer", "No OpenIDConnect provider found in your account", "identity provider whose URL is the token's issuer")]
    [InlineData("subject", "Not authorized to perform sts:AssumeRoleWithWebIdentity", "the subject 66666666-7777-4888-8999-aaaaaaaaaaaa")]
    public async Task Collect_RoleTrustsAnotherToken_ShowsWhatToCompare(string wrong, string said, string advice)
    {
        var scenario = Worlds.Account().Key(Names.Key).ManagedIdentity().WebIdentityRole(WebIdentityWorld.OperatorRole, WebIdentityWorld.AwsAudience, trust => wrong switch
        {
            "audience" => trust with { Audience = "api://other" },
            "issuer" => trust with { Issuer = "https://sts.windows.net/other/" },
            _ => trust with { Subject = "somebody else" },
        });

        var absence = await AbsenceAsync(scenario);

        absence.Kind.ShouldBe(AbsenceKind.NotAttempted);
        absence.Call.ShouldNotBeNull();
        (absence.Call.Source, absence.Call.Resource, absence.Call.Kind).ShouldBe((Exchange, WebIdentityWorld.OperatorRole, AbsenceKind.Denied));
        absence.Cause.ShouldContain(said);
        absence.Told().ShouldContain(advice);
        absence.Cause.ShouldContain(WebIdentityWorld.OperatorRole);
    }

    [Theory]
    [InlineData("ExpiredTokenException", 400, AbsenceKind.Denied, "clock", 1)]
    [InlineData("IDPRejectedClaim", 403, AbsenceKind.Denied, "managed identity still exists", 1)]
    [InlineData("IDPCommunicationError", 400, AbsenceKind.Failed, "Run the audit again", 4)]
    [InlineData("RegionDisabledException", 403, AbsenceKind.Denied, "AWS_REGION", 1)]
    [InlineData("ValidationError", 400, AbsenceKind.Failed, "ValidationError", 1)]
    public async Task Collect_StsRefuses_ExplainsWhatToDo(string code, int status, AbsenceKind kind, string advice, int calls)
    {
        await using var world = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario().Error(Exchange, code, error => error with { Status = status }));

        var absence = (await world.CollectAsync(Fleets.Organization(Names.Key))).Aws.Keys.Single().Metadata.Absence!;

        absence.Kind.ShouldBe(AbsenceKind.NotAttempted);
        absence.Call!.Kind.ShouldBe(kind);
        absence.Told().ShouldContain(advice);
        world.Calls(Exchange).ShouldBe(calls);
        world.Calls("kms:DescribeKey").ShouldBe(0);
    }

    [Fact]
    public async Task Collect_NoToken_ExplainsWhy()
    {
        await using var world = await WebIdentityWorld.StartAsync(
            WebIdentityWorld.Scenario(), options => options with { IdentityToken = (_, _) => throw new InvalidOperationException("there is no identity here") });

        var absence = (await world.CollectAsync(Fleets.Organization(Names.Key))).Aws.Keys.Single().Metadata.Absence!;

        (absence.Kind, absence.Call).ShouldBe((AbsenceKind.NotAttempted, null));
        absence.Cause.ShouldContain("there is no identity here.");
        absence.Remedy!.ShouldStartWith("Check that a managed identity is assigned");
    }

    [Fact]
    public async Task Collect_MalformedToken_IsReportedWithoutQuotingIt()
    {
        await using var world = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario(), options => options with { IdentityToken = (_, _) => Task.FromResult("s3cr3t-token") });

        var absence = (await world.CollectAsync(Fleets.Organization(Names.Key))).Aws.Keys.Single().Metadata.Absence!;

        absence.ErrorCode.ShouldBe("InvalidIdentityToken");
        absence.Cause.ShouldContain("does not have the expected form");
        absence.Cause.ShouldNotContain("s3cr3t");
    }

    [Fact]
    public async Task Collect_StsFailsForAWhile_IsRetried()
    {
        await using var issuer = await WebIdentityWorld.StartAsync(WebIdentityWorld.Scenario());
        await using var world = await WebIdentityWorld.StartAsync(
            Worlds.Account().Key(Names.Key).WebIdentityRole(WebIdentityWorld.OperatorRole, WebIdentityWorld.AwsAudience)
                .Faults(faults => faults with { FailureRate = 0.3, ThrottleRate = 0.2, Seed = 5 }),
            options => options with { IdentityToken = issuer.Options.IdentityToken });

        (await world.CollectAsync(Fleets.Organization(Names.Key))).Aws.Keys.Single().Metadata.Value.ShouldNotBeNull();
    }

    private static async Task<Absence> AbsenceAsync(ScenarioBuilder scenario)
    {
        await using var world = await WebIdentityWorld.StartAsync(scenario);
        return (await world.CollectAsync(Fleets.Organization(Names.Key))).Aws.Keys.Single().Metadata.Absence!;
    }
}
