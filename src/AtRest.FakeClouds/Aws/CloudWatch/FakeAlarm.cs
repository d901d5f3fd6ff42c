namespace AtRest.FakeClouds.Aws.CloudWatch;

/// <summary>An alarm on a metric (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html).</summary>
public sealed record FakeAlarm
{
    /// <summary><c>arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME</c>.</summary>
    public required string Arn { get; init; }

    public required string MetricNamespace { get; init; }

    public required string MetricName { get; init; }

    public bool ActionsEnabled { get; init; } = true;

    /// <summary>The ARNs of the actions when the alarm is triggered.</summary>
    public IReadOnlyList<string> AlarmActions { get; init; } = [];

    internal string Name => Arn.Split(':', 7)[6];

    internal string Region => Arn.Split(':')[3];

    internal string OwnerAccountId => Arn.Split(':')[4];
}
