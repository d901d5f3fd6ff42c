using Amazon.Runtime;
using AtRest.Collectors.Aws.Clients.Json;

namespace AtRest.Collectors.Aws.Monitoring.Alarms.Client;

internal sealed class DescribeAlarmsForMetricRequest : JsonRequest
{
    public required string Namespace { get; init; }

    public required string MetricName { get; init; }

    public override string Operation => "DescribeAlarmsForMetric";

    public override Dictionary<string, object> Members => new() { ["Namespace"] = Namespace, ["MetricName"] = MetricName };
}

internal sealed class DescribeAlarmsForMetricResponse : AmazonWebServiceResponse, IJsonResponse
{
    public List<AlarmItem>? MetricAlarms { get; init; }

    public bool IsComplete => MetricAlarms?.TrueForAll(alarm => !string.IsNullOrEmpty(alarm.AlarmName)) == true;
}

internal sealed class AlarmItem
{
    public string? AlarmName { get; init; }

    public bool? ActionsEnabled { get; init; }

    public List<string>? AlarmActions { get; init; }
}
