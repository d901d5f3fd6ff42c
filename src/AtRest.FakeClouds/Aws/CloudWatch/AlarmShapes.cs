using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudWatch;

/// <summary>An alarm in CloudWatch's JSON and XML.</summary>
internal static class AlarmShapes
{
    public const string Statistic = "Sum";
    public const int Period = 300;

    public static XNamespace Namespace { get; } = "http://monitoring.amazonaws.com/doc/2010-08-01/";

    public static JsonNode Json(FakeAlarm alarm) => new JsonObject
    {
        ["AlarmName"] = alarm.Name,
        ["AlarmArn"] = alarm.Arn,
        ["ActionsEnabled"] = alarm.ActionsEnabled,
        ["AlarmActions"] = JsonShapes.Array(alarm.AlarmActions),
        ["OKActions"] = new JsonArray(),
        ["InsufficientDataActions"] = new JsonArray(),
        ["StateValue"] = "OK",
        ["MetricName"] = alarm.MetricName,
        ["Namespace"] = alarm.MetricNamespace,
        ["Statistic"] = Statistic,
        ["Dimensions"] = new JsonArray(),
        ["Period"] = Period,
        ["EvaluationPeriods"] = 1,
        ["Threshold"] = 1.0,
        ["ComparisonOperator"] = "GreaterThanOrEqualToThreshold",
    };

    /// <summary>The entries of a list are <c>member</c> elements (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html).</summary>
    public static XElement Xml(FakeAlarm alarm) => Xml("member", Json(alarm));

    public static XElement Xml(string name, JsonNode? value) => value switch
    {
        JsonObject members => new XElement(Namespace + name, members.Select(member => Xml(member.Key, member.Value))),
        JsonArray entries => new XElement(Namespace + name, entries.Select(entry => Xml("member", entry))),
        JsonValue flag when flag.TryGetValue(out bool set) => XmlText.Element(Namespace + name, set ? "true" : "false"),
        _ => XmlText.Element(Namespace + name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };
}
