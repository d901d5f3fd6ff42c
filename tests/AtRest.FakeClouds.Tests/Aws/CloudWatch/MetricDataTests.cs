using System.Globalization;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.CloudWatch;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.CloudWatch;

/// <summary>CloudWatch's usage metrics.</summary>
public sealed class MetricDataTests
{
    private static readonly DateTimeOffset Until = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("CryptographicOperationsSymmetric", 86_400, 30, 1000)]
    [InlineData("CryptographicOperationsSymmetric", 43_200, 60, 500)]
    [InlineData("DescribeKey", 86_400, 30, 24)]
    [InlineData("Encrypt", 86_400, 0, 0)]
    public async Task GetMetricData_UsageOfKms_HasAValueForEachPeriod(string resource, int period, int points, double value)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World());

        JsonNode result = (await AskAsync(cloud, Body(resource, period))).Json["MetricDataResults"]!.AsArray().Single()!;

        result["Id"]!.ToString().ShouldBe("m0");
        result["StatusCode"]!.ToString().ShouldBe("Complete");
        result["Values"]!.AsArray().Select(one => (double)one!).ShouldBe(Enumerable.Repeat(value, points));
        result["Timestamps"]!.AsArray().Count.ShouldBe(points);
        cloud.Calls.ShouldContainKey("cloudwatch:GetMetricData");
    }

    [Theory]
    [InlineData("\"Sum\"", "\"Average\"")]
    [InlineData("\"CallCount\"", "\"ResourceCount\"")]
    [InlineData("AWS/Usage", "AWS/KMS")]
    [InlineData("\"KMS\"", "\"S3\"")]
    public async Task GetMetricData_AnotherMetric_HasNoData(string known, string other)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World());

        (await AskAsync(cloud, Body("DescribeKey").Replace(known, other, StringComparison.Ordinal))).Json["MetricDataResults"]![0]!["Values"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task GetMetricData_SmallPages_HavePartialData()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World().PageSize(20));

        JsonNode first = (await AskAsync(cloud, Body("DescribeKey"))).Json;
        JsonNode second = (await AskAsync(cloud, Body("DescribeKey").Replace("{\"MetricDataQueries", $"{{\"NextToken\":\"{first["NextToken"]}\",\"MetricDataQueries", StringComparison.Ordinal))).Json;

        first["MetricDataResults"]![0]!["StatusCode"]!.ToString().ShouldBe("PartialData");
        first["MetricDataResults"]![0]!["Values"]!.AsArray().Count.ShouldBe(20);
        second["MetricDataResults"]![0]!["StatusCode"]!.ToString().ShouldBe("Complete");
        second["MetricDataResults"]![0]!["Values"]!.AsArray().Count.ShouldBe(10);
        second["NextToken"].ShouldBeNull();
    }

    [Theory]
    [InlineData("86400", "86401", "ValidationError")]
    [InlineData("\"m0\"", "\"M0\"", "ValidationError")]
    [InlineData("\"Sum\"", "\"\"", "ValidationError")]
    [InlineData("AWS/Usage", "", "ValidationError")]
    [InlineData("StartTime", "Begin", "ValidationError")]
    [InlineData("EndTime", "End", "ValidationError")]
    [InlineData("MetricDataQueries", "Queries", "ValidationError")]
    [InlineData("\"m0\"", "5", "SerializationException")]
    public async Task GetMetricData_WrongInput_IsRefused(string right, string wrong, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World());

        (await AskAsync(cloud, Body("DescribeKey").Replace(right, wrong, StringComparison.Ordinal))).JsonError.ShouldBe(error);
    }

    [Fact]
    public async Task GetMetricData_QueryProtocol_AnswersXml()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World());

        Answer answer = await new CloudCaller(cloud).QueryAsync("monitoring", Form("DescribeKey", "86400"));

        answer.Xml.Name.ToString().ShouldBe("{http://monitoring.amazonaws.com/doc/2010-08-01/}GetMetricDataResponse");
        answer.Text("StatusCode").ShouldBe("Complete");
        answer.Xml.Descendants().Single(element => element.Name.LocalName == "Values").Elements().Select(element => element.Value).ShouldBe(Enumerable.Repeat("24", 30));
        answer.Xml.Descendants().First(element => element.Name.LocalName == "Timestamps").Elements().First().Value.ShouldBe(Until.AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("86400", "cloudwatch:GetMetricData", "AccessDenied")]
    [InlineData("7", "", "ValidationError")]
    public async Task GetMetricData_QueryProtocol_RefusesInXml(string period, string denied, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(denied.Length == 0 ? World() : World().Deny(denied));

        (await new CloudCaller(cloud).QueryAsync("monitoring", Form("DescribeKey", period))).Text("Code").ShouldBe(error);
    }

    private static ScenarioBuilder World() => Clouds.AtHome().Account(Names.Customer, account => account with
    {
        KmsRequests =
        [
            new FakeKmsRequests { Region = Names.Region, EachDay = 1000 },
            new FakeKmsRequests { Region = Names.Region, Resource = "DescribeKey", EachDay = 24 },
            new FakeKmsRequests { Region = "us-east-1", Resource = "ListKeys", EachDay = 5 },
        ],
    });

    private static string Body(string resource, int period = 86_400) => $$$"""
        {"MetricDataQueries":[{"Id":"m0","MetricStat":{"Metric":{"Namespace":"AWS/Usage","MetricName":"CallCount","Dimensions":[{"Name":"Service","Value":"KMS"},{"Name":"Type","Value":"API"},{"Name":"Resource","Value":"{{{resource}}}"},{"Name":"Class","Value":"None"}]},"Period":{{{period}}},"Stat":"Sum"}}],"StartTime":{{{Until.AddDays(-30).ToUnixTimeSeconds()}}},"EndTime":{{{Until.ToUnixTimeSeconds()}}} }
        """;

    private static (string Name, string Value)[] Form(string resource, string period) =>
    [
        ("Version", "2010-08-01"), ("Action", "GetMetricData"),
        ("StartTime", Until.AddDays(-30).ToString("O", CultureInfo.InvariantCulture)), ("EndTime", Until.ToString("O", CultureInfo.InvariantCulture)),
        ("MetricDataQueries.member.1.Id", "m0"),
        ("MetricDataQueries.member.1.MetricStat.Metric.Namespace", "AWS/Usage"), ("MetricDataQueries.member.1.MetricStat.Metric.MetricName", "CallCount"),
        ("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Name", "Service"), ("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Value", "KMS"),
        ("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.2.Name", "Type"), ("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.2.Value", "API"),
        ("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.3.Name", "Resource"), ("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.3.Value", resource),
        ("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.4.Name", "Class"), ("MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.4.Value", "None"),
        ("MetricDataQueries.member.1.MetricStat.Period", period), ("MetricDataQueries.member.1.MetricStat.Stat", "Sum"),
    ];

    private static Task<Answer> AskAsync(FakeCloud cloud, string body) => new CloudCaller(cloud).JsonAsync("monitoring", "GraniteServiceVersion20100801.GetMetricData", body);
}
