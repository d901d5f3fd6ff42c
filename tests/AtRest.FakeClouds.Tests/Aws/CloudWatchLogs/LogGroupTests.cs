using AtRest.FakeClouds.Aws.CloudWatchLogs;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.CloudWatchLogs;

public sealed class LogGroupTests
{
    private const string Group = $"arn:aws:logs:{Names.Region}:{Names.Customer}:log-group:trail";

    private static ScenarioBuilder Scenario() => Clouds.AtHome()
        .LogGroup(Group, group => group with
        {
            RetentionInDays = 365,
            MetricFilters =
            [
                new FakeMetricFilter { Name = "b", Pattern = "DisableKey", MetricNamespace = "Audit", MetricName = "keys", Dimensions = ["eventName"] },
                new FakeMetricFilter { Name = "a", MetricNamespace = "Audit", MetricName = "all" },
            ],
        })
        .LogGroup(Group + "-2");

    [Fact]
    public async Task DescribeLogGroups_Pages_HoldThoseOfThePrefix()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario().PageSize(1));

        Answer first = await AskAsync(cloud, "DescribeLogGroups", """{"logGroupNamePrefix":"trail"}""");
        Answer second = await AskAsync(cloud, "DescribeLogGroups", $$"""{"logGroupNamePrefix":"trail","nextToken":"{{first.Json["nextToken"]}}"}""");

        first.Json["logGroups"]![0]!["retentionInDays"]!.GetValue<int>().ShouldBe(365);
        first.Json["logGroups"]![0]!["arn"]!.ToString().ShouldBe(Group + ":*");
        second.Json["logGroups"]![0]!["logGroupName"]!.ToString().ShouldBe("trail-2");
        second.Json["logGroups"]![0]!.AsObject().ContainsKey("retentionInDays").ShouldBeFalse();
        (await AskAsync(cloud, "DescribeLogGroups", """{"logGroupNamePrefix":"other"}""")).Json["logGroups"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task DescribeMetricFilters_Filters_AreThoseOfTheGroup()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        Answer answer = await AskAsync(cloud, "DescribeMetricFilters", """{"logGroupName":"trail"}""");

        answer.Json["metricFilters"]!.AsArray().Select(filter => filter!["filterName"]!.ToString()).ShouldBe(["a", "b"]);
        answer.Json["metricFilters"]![1]!["metricTransformations"]![0]!["dimensions"]!["eventName"]!.ToString().ShouldBe("$.eventName");
        (await AskAsync(cloud, "DescribeMetricFilters", """{"logGroupName":"other"}""")).JsonError.ShouldBe("ResourceNotFoundException");
    }

    [Theory]
    [InlineData("""{"logGroupNamePattern":"rail-"}""", "trail-2")]
    [InlineData("""{"logGroupNamePattern":"RAIL"}""", "")]
    [InlineData("""{"logGroupClass":"STANDARD"}""", "trail trail-2")]
    [InlineData("""{"logGroupClass":"INFREQUENT_ACCESS"}""", "")]
    public async Task DescribeLogGroups_Filters_AreApplied(string body, string expected)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        string.Join(' ', (await AskAsync(cloud, "DescribeLogGroups", body)).Json["logGroups"]!.AsArray().Select(group => group!["logGroupName"]!.ToString())).ShouldBe(expected);
    }

    [Theory]
    [InlineData("""{"logGroupName":"trail","filterNamePrefix":"b"}""", "b")]
    [InlineData("""{"metricName":"keys","metricNamespace":"Audit"}""", "b")]
    [InlineData("""{"metricName":"keys","metricNamespace":"Other"}""", "")]
    [InlineData("{}", "a b")]
    public async Task DescribeMetricFilters_OtherFilters_AreApplied(string body, string expected)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        string.Join(' ', (await AskAsync(cloud, "DescribeMetricFilters", body)).Json["metricFilters"]!.AsArray().Select(filter => filter!["filterName"]!.ToString())).ShouldBe(expected);
    }

    [Theory]
    [InlineData("DescribeLogGroups", """{"logGroupNamePrefix":"a b"}""", "InvalidParameterException")]
    [InlineData("DescribeLogGroups", """{"logGroupNamePrefix":"a","logGroupNamePattern":"a"}""", "InvalidParameterException")]
    [InlineData("DescribeLogGroups", """{"logGroupClass":"CHEAP"}""", "InvalidParameterException")]
    [InlineData("DescribeLogGroups", """{"logGroupNamePrefix":5}""", "SerializationException")]
    [InlineData("DescribeMetricFilters", """{"logGroupName":"a:b"}""", "InvalidParameterException")]
    [InlineData("DescribeMetricFilters", """{"logGroupName":"trail","metricName":"keys"}""", "InvalidParameterException")]
    public async Task AnyCall_WrongName_IsRefused(string operation, string body, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        (await AskAsync(cloud, operation, body)).JsonError.ShouldBe(error);
    }

    [Fact]
    public async Task TestMetricFilter_Messages_AreNumberedFromOne()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        Answer answer = await AskAsync(cloud, "TestMetricFilter", """{"filterPattern":"b","logEventMessages":["a","b","ab"]}""");

        answer.Json["matches"]!.AsArray().Select(match => match!["eventNumber"]!.GetValue<int>()).ShouldBe([2, 3]);
        answer.Json["matches"]![0]!["eventMessage"]!.ToString().ShouldBe("b");
    }

    [Theory]
    [InlineData("""{"filterPattern":"{","logEventMessages":["a"]}""")]
    [InlineData("""{"filterPattern":"a","logEventMessages":[]}""")]
    [InlineData("""{"logEventMessages":["a"]}""")]
    public async Task TestMetricFilter_WrongInput_IsRefused(string body)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Scenario());

        (await AskAsync(cloud, "TestMetricFilter", body)).JsonError.ShouldBe("InvalidParameterException");
    }

    private static Task<Answer> AskAsync(FakeCloud cloud, string operation, string body) => new CloudCaller(cloud).JsonAsync("logs", $"Logs_20140328.{operation}", body);
}
