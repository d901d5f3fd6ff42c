using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.CloudWatch;

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

    private static Task<Answer> AskAsync(FakeCloud cloud, string body) =>
        new CloudCaller(cloud).JsonAsync("monitoring", "GraniteServiceVersion20100801.DescribeAlarmsForMetric", body);
}
