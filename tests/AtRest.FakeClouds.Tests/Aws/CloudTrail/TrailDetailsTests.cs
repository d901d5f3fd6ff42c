using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.CloudTrail;

public sealed class TrailDetailsTests
{
    private static async Task<Answer> AskAsync(string operation, string name, Func<FakeTrail, FakeTrail>? change = null, string region = Names.Region)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Trail(Names.Trail, change));
        string member = operation == "GetEventSelectors" ? "TrailName" : "Name";
        return await new CloudCaller(cloud) { Region = region }.CloudTrailAsync(operation, $$"""{"{{member}}":"{{name}}"}""");
    }

    [Theory]
    [InlineData("main", Names.Region, null)]
    [InlineData(Names.Trail, Names.Region, null)]
    [InlineData(Names.Trail, "eu-west-1", null)]
    [InlineData("main", "eu-west-1", "TrailNotFoundException")]
    [InlineData("another", Names.Region, "TrailNotFoundException")]
    [InlineData("arn:aws:cloudtrail:eu-central-1:111122223333:trail/another", Names.Region, "TrailNotFoundException")]
    [InlineData("arn:aws:s3:::main", Names.Region, "CloudTrailARNInvalidException")]
    [InlineData("x", Names.Region, "InvalidTrailNameException")]
    public async Task TrailName_Name_IsResolvedAsByCloudTrail(string name, string region, string? error)
    {
        Answer answer = await AskAsync("GetTrailStatus", name, region: region);

        answer.JsonError.ShouldBe(error);
    }

    [Fact]
    public async Task GetTrailStatus_DeliveryFails_ShowsTheErrorAndTheTimes()
    {
        Answer answer = await AskAsync("GetTrailStatus", "main", trail => trail with
        {
            Status = new() { IsLogging = false, LatestDeliveryError = "AccessDenied", LatestDeliveryTime = "now-3d", StopLoggingTime = "now-1d" },
        });

        ((bool)answer.Json["IsLogging"]!).ShouldBeFalse();
        answer.Json["LatestDeliveryError"]!.ToString().ShouldBe("AccessDenied");
        Answer.Time(answer.Json["LatestDeliveryTime"]).ShouldBe(Clouds.Now.AddDays(-3));
        Answer.Time(answer.Json["StopLoggingTime"]).ShouldBe(Clouds.Now.AddDays(-1));
    }

    [Theory]
    [InlineData("eu-west-1", "AccessDenied")]
    [InlineData("eu-west-3", null)]
    [InlineData(Names.Region, null)]
    public async Task GetTrailStatus_InARegion_IsThatOfTheRegion(string region, string? error)
    {
        Answer answer = await AskAsync(
            "GetTrailStatus",
            Names.Trail,
            trail => trail with { StatusByRegion = new Dictionary<string, FakeTrailStatus> { ["eu-west-1"] = new() { LatestDeliveryError = "AccessDenied" } } },
            region);

        answer.Json["LatestDeliveryError"]?.ToString().ShouldBe(error);
    }

    [Fact]
    public async Task GetTrailStatus_NeverDelivered_HasNoTime()
    {
        Answer answer = await AskAsync("GetTrailStatus", "main", trail => trail with { Status = new() { LatestDeliveryTime = null } });

        answer.Json.AsObject().ContainsKey("LatestDeliveryTime").ShouldBeFalse();
    }

    [Fact]
    public async Task GetTrail_Known_ShowsIt()
    {
        Answer answer = await AskAsync("GetTrail", Names.Trail);

        answer.Json["Trail"]!["Name"]!.ToString().ShouldBe("main");
    }

    [Fact]
    public async Task GetEventSelectors_NoneGiven_AreAllManagementEvents()
    {
        Answer answer = await AskAsync("GetEventSelectors", "main");

        JsonNode selector = answer.Json["EventSelectors"]![0]!;
        selector["ReadWriteType"]!.ToString().ShouldBe("All");
        ((bool)selector["IncludeManagementEvents"]!).ShouldBeTrue();
        answer.Json.AsObject().ContainsKey("AdvancedEventSelectors").ShouldBeFalse();
    }

    [Fact]
    public async Task GetEventSelectors_Classic_ShowsWhatIsExcluded()
    {
        Answer answer = await AskAsync("GetEventSelectors", "main", trail => trail with { EventSelectors = [new() { ExcludeManagementEventSources = ["kms.amazonaws.com"] }] });

        answer.Json["EventSelectors"]![0]!["ExcludeManagementEventSources"]![0]!.ToString().ShouldBe("kms.amazonaws.com");
    }

    [Fact]
    public async Task GetEventSelectors_Advanced_ShowsOnlyWhatIsSet()
    {
        FakeFieldSelector field = new() { Field = "eventCategory", EqualTo = ["Management"] };
        Answer answer = await AskAsync("GetEventSelectors", "main", trail => trail with { AdvancedEventSelectors = [new() { Name = "n", FieldSelectors = [field] }] });

        answer.Json["AdvancedEventSelectors"]![0]!.ToJsonString().ShouldBe("""{"Name":"n","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}""");
        answer.Json.AsObject().ContainsKey("EventSelectors").ShouldBeFalse();
    }

    [Fact]
    public async Task GetEventSelectors_OrganizationTrailCalledByAMember_IsDenied()
    {
        const string arn = $"arn:aws:cloudtrail:{Names.Region}:{Names.Other}:trail/organization";
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Trail(arn, trail => trail with { IsOrganization = true }));
        CloudCaller member = new(cloud);

        Answer selectors = await member.CloudTrailAsync("GetEventSelectors", $$"""{"TrailName":"{{arn}}"}""");
        Answer status = await member.CloudTrailAsync("GetTrailStatus", $$"""{"Name":"{{arn}}"}""");

        selectors.JsonError.ShouldBe("AccessDeniedException");
        status.JsonError.ShouldBeNull();
    }

    [Theory]
    [InlineData("my--trail", "InvalidTrailNameException")]
    [InlineData("my-_namespace", "InvalidTrailNameException")]
    [InlineData("my..trail", "InvalidTrailNameException")]
    [InlineData("192.168.5.4", "InvalidTrailNameException")]
    [InlineData("ab", "InvalidTrailNameException")]
    [InlineData("-trail", "InvalidTrailNameException")]
    [InlineData("trail.", "InvalidTrailNameException")]
    [InlineData("my trail", "InvalidTrailNameException")]
    [InlineData("tr\u00e4il", "InvalidTrailNameException")]
    [InlineData("my-trail.of_2026", "TrailNotFoundException")]
    [InlineData("1.2.3", "TrailNotFoundException")]
    [InlineData("arn:aws:s3:::my-trail", "CloudTrailARNInvalidException")]
    public async Task AnyCall_NameOfATrail_FollowsCloudTrailsRules(string name, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Trail(Names.Trail));
        CloudCaller caller = new(cloud);

        (await caller.CloudTrailAsync("GetTrail", $$"""{"Name":"{{name}}"}""")).JsonError.ShouldBe(error);
        (await caller.CloudTrailAsync("GetTrailStatus", $$"""{"Name":"{{name}}"}""")).JsonError.ShouldBe(error);
        (await caller.CloudTrailAsync("GetEventSelectors", $$"""{"TrailName":"{{name}}"}""")).JsonError.ShouldBe(error);
        (await caller.CloudTrailAsync("DescribeTrails", $$"""{"trailNameList":["{{name}}"]}""")).JsonError.ShouldBe(error == "TrailNotFoundException" ? null : error);
    }

    [Theory]
    [InlineData("DescribeTrails", """{"trailNameList":"main"}""")]
    [InlineData("DescribeTrails", """{"trailNameList":[5]}""")]
    [InlineData("DescribeTrails", """{"includeShadowTrails":"no"}""")]
    [InlineData("GetTrail", """{"Name":5}""")]
    public async Task AnyCall_WrongType_IsRefused(string operation, string body)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Trail(Names.Trail));

        (await new CloudCaller(cloud).CloudTrailAsync(operation, body)).JsonError.ShouldBe("SerializationException");
    }
}
