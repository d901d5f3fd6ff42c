using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudWatch;

/// <summary>
/// Amazon CloudWatch in the query protocol (https://smithy.io/2.0/aws/protocols/aws-query-protocol.html), which the AWS CLI and many SDKs use:
/// the request is a form, the response is XML.
/// </summary>
internal sealed class CloudWatchQueryService(AwsWorld world, AccessCheck access) : IAwsService
{
    private const string Version = "2010-08-01";

    public AwsWorld World => world;

    public string Name => "cloudwatch";

    public string SigningName => "monitoring";

    public ErrorVocabulary Errors { get; } = QueryProtocol.Errors("monitoring");

    /// <summary>The calls of all services look alike in this protocol. The version of the API, or else the signature, identifies the service.</summary>
    public ServiceCall? Recognize(IncomingRequest request)
    {
        if (QueryProtocol.Action(request) is not { } action)
        {
            return null;
        }

        bool own = QueryProtocol.Text(request, "Version") is { } version
            ? version == Version
            : SignatureScope.Parse(request.Headers.Authorization.ToString())?.Service == SigningName;
        return own ? new ServiceCall(action, QueryProtocol.Text(request, "MetricName"), request) : null;
    }

    public Reply Shape(ServiceError error, IncomingRequest request) => QueryProtocol.Shape(error, request, AlarmShapes.Namespace);

    public Reply Answer(ServiceCall call, Caller caller)
    {
        XNamespace xmlns = AlarmShapes.Namespace;
        IEnumerable<XElement> output = call.Operation switch
        {
            "DescribeAlarmsForMetric" => [new XElement(xmlns + "MetricAlarms", Alarms(call, caller).Select(AlarmShapes.Xml))],
            "GetMetricData" => MetricDataShapes.Xml(MetricData(call, caller)),
            _ => throw QueryProtocol.InvalidAction(call.Operation, Version),
        };
        return QueryProtocol.Reply(call, xmlns, new XElement(xmlns + $"{call.Operation}Result", output));
    }

    private IEnumerable<FakeAlarm> Alarms(ServiceCall call, Caller caller)
    {
        AlarmRequest question = Question(call.Request);
        access.Check(this, call.Operation, null, caller);
        return question.Fault is { } fault ? throw QueryProtocol.Validation(fault) : question.Answer(world, caller);
    }

    private JsonObject MetricData(ServiceCall call, Caller caller)
    {
        MetricDataRequest question = MetricDataRequest.Of(call.Request);
        access.Check(this, call.Operation, null, caller);
        return question.Fault is { } fault ? throw QueryProtocol.Validation(fault) : question.Answer(world, caller);
    }

    private static AlarmRequest Question(IncomingRequest request) => new()
    {
        Namespace = QueryProtocol.Text(request, "Namespace"),
        MetricName = QueryProtocol.Text(request, "MetricName"),
        Statistic = QueryProtocol.Text(request, "Statistic"),
        ExtendedStatistic = QueryProtocol.Text(request, "ExtendedStatistic"),
        Unit = QueryProtocol.Text(request, "Unit"),
        Period = QueryProtocol.Text(request, "Period") switch
        {
            null => null,
            string text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int period) => period,
            string text => throw new ServiceErrorException(new ServiceError("MalformedInput", $"{text} is not a valid Integer")),
        },
        Dimensions = QueryProtocol.Input(request).Keys.Count(name => name.StartsWith("Dimensions.member.", StringComparison.Ordinal) && name.EndsWith(".Name", StringComparison.Ordinal)),
    };
}
