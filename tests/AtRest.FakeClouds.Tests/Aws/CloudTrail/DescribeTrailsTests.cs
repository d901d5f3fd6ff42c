using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.CloudTrail;

public sealed class DescribeTrailsTests
{
    private const string OrganizationTrail = $"arn:aws:cloudtrail:{Names.Region}:{Names.Other}:trail/organization";

    private static async Task<string[]> NamesAsync(ScenarioBuilder scenario, string region = Names.Region, string input = "{}")
    {
        await using FakeCloud cloud = await Clouds.StartAsync(scenario);
        Answer answer = await new CloudCaller(cloud) { Region = region }.CloudTrailAsync("DescribeTrails", input);
        return [.. answer.Json["trailList"]!.AsArray().Select(trail => trail!["Name"]!.ToString())];
    }

    [Theory]
    [InlineData(Names.Region, true, "{}", true)]
    [InlineData(Names.Region, false, "{}", true)]
    [InlineData("eu-west-1", true, "{}", true)]
    [InlineData("eu-west-1", false, "{}", false)]
    [InlineData("eu-west-1", true, """{"includeShadowTrails":false}""", false)]
    [InlineData(Names.Region, true, """{"includeShadowTrails":false}""", true)]
    [InlineData(Names.Region, true, """{"trailNameList":["main"]}""", true)]
    [InlineData(Names.Region, true, """{"trailNameList":["another"]}""", false)]
    [InlineData("eu-west-1", true, """{"trailNameList":["main"]}""", false)]
    [InlineData("eu-west-1", true, """{"trailNameList":["arn:aws:cloudtrail:eu-central-1:111122223333:trail/main"]}""", true)]
    public async Task DescribeTrails_OwnTrail_IsListedWhereItReaches(string region, bool multiRegion, string input, bool listed)
    {
        string[] names = await NamesAsync(Clouds.AtHome().Trail(Names.Trail, trail => trail with { IsMultiRegion = multiRegion }), region, input);

        names.ShouldBe(listed ? ["main"] : []);
    }

    [Theory]
    [InlineData(true, "{}", true)]
    [InlineData(true, """{"includeShadowTrails":false}""", false)]
    [InlineData(false, "{}", false)]
    public async Task DescribeTrails_TrailOfTheManagementAccount_IsAShadowForMembers(bool organization, string input, bool listed)
    {
        string[] names = await NamesAsync(Clouds.AtHome().Trail(OrganizationTrail, trail => trail with { IsOrganization = organization }), input: input);

        names.ShouldBe(listed ? ["organization"] : []);
    }

    [Fact]
    public async Task DescribeTrails_AccountOutsideTheOrganization_DoesNotSeeItsTrail()
    {
        string[] names = await NamesAsync(Clouds.AtHome().Trail(OrganizationTrail, trail => trail with { IsOrganization = true, MemberAccounts = ["333344445555"] }));

        names.ShouldBeEmpty();
    }

    [Fact]
    public async Task DescribeTrails_Trail_ShowsItsConfiguration()
    {
        ScenarioBuilder scenario = Clouds.AtHome().Trail(Names.Trail, trail => trail with { Bucket = Names.Bucket, Prefix = "p", LogFileValidation = false });
        await using FakeCloud cloud = await Clouds.StartAsync(scenario);

        Answer answer = await new CloudCaller(cloud).JsonAsync("cloudtrail", "CloudTrail_20131101.DescribeTrails", "{}");

        System.Text.Json.Nodes.JsonNode shown = answer.Json["trailList"]![0]!;
        shown["TrailARN"]!.ToString().ShouldBe(Names.Trail);
        shown["HomeRegion"]!.ToString().ShouldBe(Names.Region);
        shown["S3BucketName"]!.ToString().ShouldBe(Names.Bucket);
        shown["S3KeyPrefix"]!.ToString().ShouldBe("p");
        ((bool)shown["LogFileValidationEnabled"]!).ShouldBeFalse();
        ((bool)shown["HasCustomEventSelectors"]!).ShouldBeFalse();
    }
}
