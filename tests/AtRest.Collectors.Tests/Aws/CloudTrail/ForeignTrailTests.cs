using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.CloudTrail;

public sealed class ForeignTrailTests
{
    [Fact]
    public async Task Collect_OrganizationTrailWithoutRoleForItsOwner_IsDeniedWithWhatToDo()
    {
        var collection = await Collection.RunAsync(World().Build(), Fleets.Organization(Names.Key));

        var absence = collection.CloudTrail.Details.Single().Selectors.Absence!;
        absence.Kind.ShouldBe(AbsenceKind.Denied);
        absence.Told().ShouldContain(Names.OtherAccount);
        collection.LogBucket.Lifecycle.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
    }

    [Theory]
    [InlineData("TrailNotFoundException")]
    [InlineData("CloudTrailARNInvalidException")]
    public async Task Collect_OrganizationTrailReportedAsMissing_IsDenied(string code)
    {
        var world = World().Error("cloudtrail:GetEventSelectors", code);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.CloudTrail.Details.Single().Selectors.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
    }

    [Fact]
    public async Task Collect_RoleForTheOwnerInAnotherOrganization_ReadsTrailAndBucket()
    {
        var world = World().Role(Names.OtherRole);
        var other = Fleets.Named("other").WithRoleFor(Names.OtherAccount, Names.OtherRole);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key), other);

        var clouds = collection.Evidence["acme"];
        clouds.Aws.CloudTrail.Single().Details.Single().Selectors.Value.ShouldNotBeNull();
        clouds.Aws.CloudTrail.Single().Details.Single().Status.Value.ShouldNotBeNull();
        clouds.Aws.LogBuckets.Single().Lifecycle.Value.ShouldNotBeNull();
        clouds.Aws.LogBuckets.Single().Versioning.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Collect_RoleForTheOwnerInAnOrganizationThatIsNotAudited_ReadsTrailAndBucket()
    {
        var known = Fleets.Named("other").WithRoleFor(Names.OtherAccount, Names.OtherRole).Aws;

        var collection = await Collection.RunAsync(World().Role(Names.OtherRole).Build(), known, Fleets.Organization(Names.Key));

        collection.CloudTrail.Details.Single().Selectors.Value.ShouldNotBeNull();
        collection.LogBucket.Lifecycle.Value.ShouldNotBeNull();
        collection.Calls["sts:AssumeRole"].ShouldBe(2);
    }

    [Fact]
    public async Task Collect_OwnersRoleCannotReadTheStatus_TheMemberReadsIt()
    {
        var world = World().Role(Names.OtherRole, null, "cloudtrail:GetTrailStatus");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key).WithRoleFor(Names.OtherAccount, Names.OtherRole));

        var details = collection.CloudTrail.Details.Single();
        details.Status.Value.ShouldNotBeNull();
        details.Selectors.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Collect_NeitherOwnerNorMemberCanRead_TheOwnersRoleIsTheOneToFix()
    {
        var world = World().Role(Names.OtherRole, null, "cloudtrail:GetEventSelectors");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key).WithRoleFor(Names.OtherAccount, Names.OtherRole));

        var absence = collection.CloudTrail.Details.Single().Selectors.Absence!;
        absence.Kind.ShouldBe(AbsenceKind.Denied);
        absence.Told().ShouldContain($"Allow cloudtrail:GetEventSelectors for the role {Names.OtherRole}");
    }

    private static ScenarioBuilder World() => new ScenarioBuilder()
        .Role(Names.Role, Names.ExternalId)
        .Key(Names.Key)
        .Trail(Names.ForeignTrail, trail => trail with { IsOrganization = true, Bucket = Names.Bucket })
        .Bucket(Names.Bucket, bucket => bucket with { OwnerAccount = Names.OtherAccount });
}
