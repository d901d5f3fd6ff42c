using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.CloudWatch;

public sealed class AlarmTests
{
    [Fact]
    public async Task DescribeAlarmsForMetric_Metric_HasItsAlarms()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome()
            .Alarm($"arn:aws:cloudwatch:{Names.Region}:{Names.Customer}:alarm:keys", "Audit", "keys", alarm => alarm with { AlarmActions = ["arn:aws:sns:eu-central-1:111122223333:t"] })
            .Alarm($"arn:aws:cloudwatch:{Names.Region}:{Names.Customer}:alarm:other", "Audit", "other"));

        Answer answer = await AskAsync(cloud, """{"Namespace":"Audit","MetricName":"keys"}""");

        answer.ContentType.ShouldBe("application/x-amz-json-1.0");
        answer.Json["MetricAlarms"]!.AsArray().Single()!["AlarmName"]!.ToString().ShouldBe("keys");
        answer.Json["MetricAlarms"]![0]!["AlarmActions"]!.AsArray().Count.ShouldBe(1);
        cloud.Calls.ShouldContainKey("cloudwatch:DescribeAlarmsForMetric");
    }

    [Fact]
    public async Task DescribeAlarmsForMetric_WithoutAMetric_IsRefused()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome());

        (await AskAsync(cloud, """{"Namespace":"Audit"}""")).JsonError.ShouldBe("ValidationException");
    }

    [Theory]
    [InlineData("""{"Namespace":"Audit","MetricName":"keys","Statistic":"Sum","Period":300}""", 1)]
    [InlineData("""{"Namespace":"Audit","MetricName":"keys","Statistic":"Average"}""", 0)]
    [InlineData("""{"Namespace":"Audit","MetricName":"keys","Period":60}""", 0)]
    [InlineData("""{"Namespace":"Audit","MetricName":"keys","Unit":"Count"}""", 0)]
    [InlineData("""{"Namespace":"Audit","MetricName":"keys","Dimensions":[{"Name":"a","Value":"b"}]}""", 0)]
    public async Task DescribeAlarmsForMetric_Filters_AreApplied(string body, int alarms)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World());

        (await AskAsync(cloud, body)).Json["MetricAlarms"]!.AsArray().Count.ShouldBe(alarms);
    }

    [Theory]
    [InlineData("""{"Namespace":"Audit","MetricName":"keys","Statistic":"Mean"}""", "ValidationException")]
    [InlineData("""{"Namespace":"Audit","MetricName":"keys","Period":0}""", "ValidationException")]
    [InlineData("""{"Namespace":"Audit","MetricName":""}""", "ValidationException")]
    [InlineData("""{"Namespace":"Audit","MetricName":5}""", "SerializationException")]
    public async Task DescribeAlarmsForMetric_WrongInput_IsRefused(string body, string error)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World());

        (await AskAsync(cloud, body)).JsonError.ShouldBe(error);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task DescribeAlarmsForMetric_QueryProtocol_AnswersXml(bool withVersion)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World());

        Answer answer = await QueryAsync(cloud, [.. withVersion ? [("Version", "2010-08-01")] : Array.Empty<(string, string)>(), ("Action", "DescribeAlarmsForMetric"), ("Namespace", "Audit"), ("MetricName", "keys")]);

        answer.ContentType.ShouldBe("text/xml");
        answer.Xml.Name.ToString().ShouldBe("{http://monitoring.amazonaws.com/doc/2010-08-01/}DescribeAlarmsForMetricResponse");
        answer.Xml.Descendants().Count(element => element.Name.LocalName == "member" && element.Parent!.Name.LocalName == "MetricAlarms").ShouldBe(1);
        (answer.Text("AlarmName"), answer.Text("ActionsEnabled"), answer.Text("Period"), answer.Text("Threshold")).ShouldBe(("keys", "true", "300", "1"));
        answer.Xml.Descendants().Single(element => element.Name.LocalName == "AlarmActions").Value.ShouldBe("arn:aws:sns:eu-central-1:111122223333:t");
        answer.Text("RequestId").ShouldNotBeNullOrEmpty();
        cloud.SuccessfulCalls.Keys.ShouldBe(["cloudwatch:DescribeAlarmsForMetric"]);
    }

    [Theory]
    [InlineData("DescribeAlarmsForMetric", "Namespace", "Audit", "ValidationError")]
    [InlineData("DescribeAlarms", "Namespace", "Audit", "InvalidAction")]
    public async Task AnyCall_QueryProtocol_RefusesInXml(string action, string name, string value, string code)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World());

        Answer answer = await QueryAsync(cloud, ("Version", "2010-08-01"), ("Action", action), (name, value));

        (answer.Text("Code"), answer.Text("Type")).ShouldBe((code, "Sender"));
        answer.Xml.Name.Namespace.NamespaceName.ShouldBe("http://monitoring.amazonaws.com/doc/2010-08-01/");
    }

    [Fact]
    public async Task AnyCall_QueryProtocolDenied_IsRefused()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World().Deny("cloudwatch:DescribeAlarmsForMetric"));

        Answer answer = await QueryAsync(cloud, ("Version", "2010-08-01"), ("Action", "DescribeAlarmsForMetric"), ("Namespace", "Audit"), ("MetricName", "keys"));

        (answer.Text("Code"), (int)answer.Status).ShouldBe(("AccessDenied", 403));
    }

    [Fact]
    public async Task AnyCall_QueryProtocolOfSts_StaysSts()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World());

        (await new CloudCaller(cloud).StsAsync(("Action", "GetCallerIdentity"))).Text("Account").ShouldBe(Names.Customer);
        (await new CloudCaller(cloud).QueryAsync("sts", ("Version", "2010-08-01"), ("Action", "DescribeAlarmsForMetric"))).Text("Code").ShouldBe("SignatureDoesNotMatch");
    }

    private static ScenarioBuilder World() => Clouds.AtHome().Alarm(
        $"arn:aws:cloudwatch:{Names.Region}:{Names.Customer}:alarm:keys", "Audit", "keys", alarm => alarm with { AlarmActions = ["arn:aws:sns:eu-central-1:111122223333:t"] });

    private static Task<Answer> QueryAsync(FakeCloud cloud, params (string Name, string Value)[] input) => new CloudCaller(cloud).QueryAsync("monitoring", input);

    private static Task<Answer> AskAsync(FakeCloud cloud, string body) =>
        new CloudCaller(cloud).JsonAsync("monitoring", "GraniteServiceVersion20100801.DescribeAlarmsForMetric", body);
}
