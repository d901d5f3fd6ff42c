using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudWatch;

/// <summary>Amazon CloudWatch in AWS JSON 1.0: the operation that an auditor calls (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/).</summary>
internal sealed class CloudWatchService(AwsWorld world, AccessCheck access) : IAwsService
{
    private const string ContentType = "application/x-amz-json-1.0";

    public AwsWorld World => world;

    public string Name => "cloudwatch";

    public string SigningName => "monitoring";

    public ErrorVocabulary Errors { get; } = JsonErrors.For("monitoring");

    public ServiceCall? Recognize(IncomingRequest request) => JsonProtocol.Operation(request, "GraniteServiceVersion20100801.") is { } operation
        ? new ServiceCall(operation, JsonProtocol.PeekText(request, "MetricName"), request)
        : null;

    public Reply Shape(ServiceError error, IncomingRequest request) => JsonProtocol.Shape(error, request) with { ContentType = ContentType };

    public Reply Answer(ServiceCall call, Caller caller)
    {
        if (call.Operation != "DescribeAlarmsForMetric")
        {
            throw new ServiceErrorException(JsonErrors.UnknownOperation);
        }

        AlarmRequest question = Question(JsonProtocol.Input(call.Request));
        access.Check(this, call.Operation, null, caller);
        if (question.Fault is { } fault)
        {
            throw new ServiceErrorException(new ServiceError("ValidationException", fault));
        }

        JsonArray alarms = [.. question.Answer(world, caller).Select(AlarmShapes.Json)];
        return JsonProtocol.Reply(new JsonObject { ["MetricAlarms"] = alarms }, call.Request) with { ContentType = ContentType };
    }

    private static AlarmRequest Question(JsonObject input) => new()
    {
        Namespace = InputCheck.Text(input, "Namespace"),
        MetricName = InputCheck.Text(input, "MetricName"),
        Statistic = InputCheck.Text(input, "Statistic"),
        ExtendedStatistic = InputCheck.Text(input, "ExtendedStatistic"),
        Unit = InputCheck.Text(input, "Unit"),
        Period = InputCheck.Number(input, "Period"),
        Dimensions = (input["Dimensions"] as JsonArray)?.Count ?? 0,
    };
}
