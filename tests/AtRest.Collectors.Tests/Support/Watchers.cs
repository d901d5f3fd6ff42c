using AtRest.FakeClouds.Aws.CloudWatchLogs;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Support;

/// <summary>What reports changes in a scenario.</summary>
internal static class Watchers
{
    public const string Topic = $"arn:aws:sns:{Names.Region}:{Names.Account}:alerts";
    public const string LogGroup = $"arn:aws:logs:{Names.Region}:{Names.Account}:log-group:trail";
    public const string AllOfKms = """{"source":["aws.kms"],"detail-type":["AWS API Call via CloudTrail"]}""";
    public const string AllChanges = """{ ($.eventSource = kms.amazonaws.com) && ($.readOnly IS FALSE) }""";

    public static string RuleArn(string name) => $"arn:aws:events:{Names.Region}:{Names.Account}:rule/{name}";

    /// <summary>An enabled rule with a target.</summary>
    public static ScenarioBuilder Rule(this ScenarioBuilder world, string name, string pattern) =>
        world.EventRule(RuleArn(name), pattern, rule => rule with { Targets = [Topic] });

    /// <summary>A trail that writes to a log group with metric filters.</summary>
    public static ScenarioBuilder WatchedTrail(params FakeMetricFilter[] filters) => new ScenarioBuilder()
        .Role(Names.Role, Names.ExternalId)
        .Trail(Names.Trail, trail => trail with { LogGroupArn = $"{LogGroup}:*" })
        .LogGroup(LogGroup, group => group with { RetentionInDays = 400, MetricFilters = filters });

    public static FakeMetricFilter Filter(string name, string pattern) => new() { Name = name, Pattern = pattern, MetricNamespace = "Audit", MetricName = name };

    public static ScenarioBuilder AlarmOn(this ScenarioBuilder world, string metric) =>
        world.Alarm($"arn:aws:cloudwatch:{Names.Region}:{Names.Account}:alarm:{metric}", "Audit", metric, alarm => alarm with { AlarmActions = [Topic] });
}
