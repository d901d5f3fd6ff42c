using AtRest.Core.Monitoring;

namespace AtRest.Core.Rules.Monitoring;

/// <summary>What to set up, as commands.</summary>
internal static class MonitoringRemedy
{
    public const string RuleInWords = "Create a rule on the default event bus of the key's region and give it a target, such as an SNS topic whose policy lets events.amazonaws.com publish. Replace YOUR-TOPIC-ARN.";

    private const string Name = "atrest-key-changes";

    /// <summary>Matches the changes of all keys of a region.</summary>
    public static string EventPattern { get; } =
        $$$"""{"source":["aws.kms"],"detail-type":["AWS API Call via CloudTrail"],"detail":{"eventSource":["kms.amazonaws.com"],"eventName":[{{{string.Join(',', KeyChanges.All.Select(call => $"\"{call}\""))}}}]}}""";

    public static string FilterPattern { get; } =
        $$"""{ ($.eventSource = "kms.amazonaws.com") && ({{string.Join(" || ", KeyChanges.All.Select(call => $"($.eventName = \"{call}\")"))}}) }""";

    public static string RuleCommands(string region) =>
        AwsCli.Command("events", "put-rule", "--name", Name, "--event-pattern", EventPattern, "--region", region) + "\n"
        + AwsCli.Command("events", "put-targets", "--rule", Name, "--targets", "Id=1,Arn=YOUR-TOPIC-ARN", "--region", region);

    public static string AlarmCommands(string logGroup, string region) =>
        AwsCli.Command(
            "logs", "put-metric-filter", "--log-group-name", logGroup, "--filter-name", Name, "--filter-pattern", FilterPattern,
            "--metric-transformations", "metricNamespace=AtRest,metricName=KeyChanges,metricValue=1", "--region", region) + "\n"
        + AwsCli.Command(
            "cloudwatch", "put-metric-alarm", "--alarm-name", Name, "--namespace", "AtRest", "--metric-name", "KeyChanges", "--statistic", "Sum", "--period", "300",
            "--evaluation-periods", "1", "--threshold", "1", "--comparison-operator", "GreaterThanOrEqualToThreshold", "--treat-missing-data", "notBreaching",
            "--alarm-actions", "YOUR-TOPIC-ARN", "--region", region);
}
