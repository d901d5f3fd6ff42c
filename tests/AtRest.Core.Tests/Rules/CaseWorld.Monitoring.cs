using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Rules;

/// <summary>Who watches: <c>"eventBridge": {"rules": …, "targets": […], "matches": […]}</c> and <c>"logGroups": {"ARN": {"group": …, "filters": …, "matches": […], "alarms": […]}}</c>.</summary>
internal sealed partial class CaseWorld
{
    private EventBridgeEvidence EventBridge(KmsKeyArn key)
    {
        var place = $"{key.AccountId}/{key.Region}";
        var bridge = json["eventBridge"] ?? new JsonObject();
        return new EventBridgeEvidence
        {
            AccountId = key.AccountId,
            Region = key.Region,
            Rules = Collect<EventRules>(bridge["rules"] ?? new JsonObject { ["items"] = new JsonArray() }, "events:ListRules", place),
            Targets = [.. Elements(bridge["targets"]).Select(targets => Collect<EventTargets>(targets, "events:ListTargetsByRule", Text(targets, "ruleArn")))],
            Matches = [.. Elements(bridge["matches"]).Where(match => Text(match, "keyArn").Contains($":{key.Region}:", StringComparison.Ordinal)).Select(match => Collect<EventPatternMatches>(match, "events:TestEventPattern", $"{Text(match, "ruleArn")} {Text(match, "keyArn")}"))],
        };
    }

    private ImmutableArray<LogGroupEvidence> LogGroups() =>
        [.. (json["logGroups"] as JsonObject ?? []).Select(entry => LogGroup(entry.Key, entry.Value!))];

    private LogGroupEvidence LogGroup(string arn, JsonNode group) => new()
    {
        LogGroupArn = arn,
        Group = Collect<LogGroup>(group["group"], "logs:DescribeLogGroups", arn),
        Filters = Collect<MetricFilters>(group["filters"] ?? new JsonObject { ["items"] = new JsonArray() }, "logs:DescribeMetricFilters", arn),
        Matches = [.. Elements(group["matches"]).Select(match => Collect<MetricFilterMatches>(match, "logs:TestMetricFilter", $"{arn} {Text(match, "filterName")} {Text(match, "keyArn")}"))],
        Alarms = [.. Elements(group["alarms"]).Select(alarms => Collect<MetricAlarms>(alarms, "cloudwatch:DescribeAlarmsForMetric", $"{arn.Split(':')[4]}/{arn.Split(':')[3]} {alarms["metric"]?["namespace"]}/{alarms["metric"]?["name"]}"))],
    };

    private static IEnumerable<JsonNode> Elements(JsonNode? list) => (list as JsonArray ?? []).Select(element => element!);

    private static string Text(JsonNode node, string name) => node[name]?.GetValue<string>() ?? "";
}
