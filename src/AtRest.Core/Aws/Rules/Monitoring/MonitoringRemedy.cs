using AtRest.Core.Aws.Monitoring;

namespace AtRest.Core.Aws.Rules.Monitoring;

/// <summary>What to set up, as commands.</summary>
internal static class MonitoringRemedy
{
    public const string RuleInWords = "Create a rule on the default event bus of the key's region and give it a target, such as an SNS topic whose policy lets events.amazonaws.com publish. Replace YOUR-TOPIC-ARN.";

    private const string Name = "atrest-key-changes";

    /// <summary>Matches the changes, of all keys of a region, that matter for keys of the same origin.</summary>
    public static string EventPattern(WatchedKey key) =>
        $$$"""{"source":["aws.kms"],"detail-type":[{{{Quoted(Kinds(key))}}}],"detail":{"eventSource":["kms.amazonaws.com"],"eventName":[{{{Quoted(key.Changes)}}}]}}""";

    public static string FilterPattern(WatchedKey key) =>
        $$"""{ ($.eventSource = "kms.amazonaws.com") && ({{string.Join(" || ", key.Changes.Select(call => $"($.eventName = \"{call}\")"))}}) }""";

    public static string RuleCommands(WatchedKey key) =>
        AwsCli.Command("events", "put-rule", "--name", Name, "--event-pattern", EventPattern(key), "--region", key.Arn.Region) + "\n"
        + AwsCli.Command("events", "put-targets", "--rule", Name, "--targets", "Id=1,Arn=YOUR-TOPIC-ARN", "--region", key.Arn.Region);

    private static IEnumerable<string> Kinds(WatchedKey key) =>
        key.Changes.Contains(KeyChanges.DeleteExpiredKeyMaterial) ? ["AWS API Call via CloudTrail", "AWS Service Event via CloudTrail"] : ["AWS API Call via CloudTrail"];

    private static string Quoted(IEnumerable<string> names) => string.Join(',', names.Select(name => $"\"{name}\""));

    public static string AlarmCommands(WatchedKey key, string logGroup, string region) =>
        AwsCli.Command(
            "logs", "put-metric-filter", "--log-group-name", logGroup, "--filter-name", Name, "--filter-pattern", FilterPattern(key),
            "--metric-transformations", "metricNamespace=AtRest,metricName=KeyChanges,metricValue=1", "--region", region) + "\n"
        + AwsCli.Command(
            "cloudwatch", "put-metric-alarm", "--alarm-name", Name, "--namespace", "AtRest", "--metric-name", "KeyChanges", "--statistic", "Sum", "--period", "300",
            "--evaluation-periods", "1", "--threshold", "1", "--comparison-operator", "GreaterThanOrEqualToThreshold", "--treat-missing-data", "notBreaching",
            "--alarm-actions", "YOUR-TOPIC-ARN", "--region", region);
}
