using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudWatch;

/// <summary>Amazon CloudWatch in AWS JSON 1.0: the operations that an auditor calls (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/).</summary>
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
        JsonObject answer = call.Operation switch
        {
            "DescribeAlarmsForMetric" => Alarms(call, caller),
            "GetMetricData" => MetricData(call, caller),
            _ => throw new ServiceErrorException(JsonErrors.UnknownOperation),
        };
        return JsonProtocol.Reply(answer, call.Request) with { ContentType = ContentType };
    }

    private JsonObject Alarms(ServiceCall call, Caller caller)
    {
        AlarmRequest question = Question(JsonProtocol.Input(call.Request));
        access.Check(this, call.Operation, null, caller);
        if (question.Fault is { } fault)
        {
            throw new ServiceErrorException(new ServiceError("ValidationException", fault));
        }

        JsonArray alarms = [.. question.Answer(world, caller).Select(AlarmShapes.Json)];
        return new JsonObject { ["MetricAlarms"] = alarms };
    }

    private JsonObject MetricData(ServiceCall call, Caller caller)
    {
        MetricDataRequest question = MetricDataRequest.Of(JsonProtocol.Input(call.Request));
        access.Check(this, call.Operation, null, caller);
        return question.Fault is { } fault ? throw new ServiceErrorException(new ServiceError("ValidationError", fault)) : question.Answer(world, caller);
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
