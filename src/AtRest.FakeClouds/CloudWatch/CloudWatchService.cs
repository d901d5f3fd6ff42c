using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.CloudWatch;

/// <summary>Amazon CloudWatch in AWS JSON 1.0, as far as an auditor asks it (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/).</summary>
internal sealed class CloudWatchService(World world, Gatekeeper gatekeeper) : IFakeService
{
    private const string ContentType = "application/x-amz-json-1.0";

    public string Name => "cloudwatch";

    public string SigningName => "monitoring";

    public ErrorVocabulary Errors { get; } = JsonErrors.For("monitoring");

    public ServiceCall? Recognise(IncomingRequest request) => JsonProtocol.Operation(request, "GraniteServiceVersion20100801.") is { } operation
        ? new ServiceCall(operation, JsonProtocol.PeekText(request, "MetricName"), request)
        : null;

    public Reply Shape(AwsError error, IncomingRequest request) => JsonProtocol.Shape(error, request) with { ContentType = ContentType };

    public Reply Answer(ServiceCall call, Caller caller)
    {
        if (call.Operation != "DescribeAlarmsForMetric")
        {
            throw new AwsErrorException(JsonErrors.UnknownOperation);
        }

        gatekeeper.Check(this, call.Operation, null, caller);
        JsonObject input = JsonProtocol.Input(call.Request);
        string space = Required(input, "Namespace");
        string metric = Required(input, "MetricName");
        IEnumerable<FakeAlarm> alarms = world.Scenario.Alarms.Where(alarm =>
            alarm.OwnerAccountId == caller.AccountId && alarm.Region == caller.Region && alarm.MetricNamespace == space && alarm.MetricName == metric);
        return JsonProtocol.Reply(new JsonObject { ["MetricAlarms"] = new JsonArray([.. alarms.Select(Shape)]) }, call.Request) with { ContentType = ContentType };
    }

    private static string Required(JsonObject input, string member) => input[member]?.ToString() is { Length: > 0 } value
        ? value
        : throw new AwsErrorException(new AwsError("ValidationException", $"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must not be null"));

    private static JsonNode Shape(FakeAlarm alarm) => new JsonObject
    {
        ["AlarmName"] = alarm.Name,
        ["AlarmArn"] = alarm.Arn,
        ["ActionsEnabled"] = alarm.ActionsEnabled,
        ["AlarmActions"] = JsonProtocol.Array(alarm.AlarmActions),
        ["OKActions"] = new JsonArray(),
        ["InsufficientDataActions"] = new JsonArray(),
        ["StateValue"] = "OK",
        ["MetricName"] = alarm.MetricName,
        ["Namespace"] = alarm.MetricNamespace,
        ["Statistic"] = "Sum",
        ["Dimensions"] = new JsonArray(),
        ["Period"] = 300,
        ["EvaluationPeriods"] = 1,
        ["Threshold"] = 1.0,
        ["ComparisonOperator"] = "GreaterThanOrEqualToThreshold",
    };
}
