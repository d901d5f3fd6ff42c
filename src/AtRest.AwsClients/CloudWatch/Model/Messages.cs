using Amazon.Runtime;
using AtRest.AwsClients.Json;

namespace Amazon.CloudWatch.Model;

/// <summary>A request for DescribeAlarmsForMetric (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html).</summary>
public class DescribeAlarmsForMetricRequest : JsonRequest
{
    public required string Namespace { get; set; }

    public required string MetricName { get; set; }

    internal override string Operation => "DescribeAlarmsForMetric";

    internal override Dictionary<string, object> Members => new() { ["Namespace"] = Namespace, ["MetricName"] = MetricName };
}

/// <summary>The response of DescribeAlarmsForMetric (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html).</summary>
public class DescribeAlarmsForMetricResponse : AmazonWebServiceResponse
{
    public List<MetricAlarm>? MetricAlarms { get; set; }
}

/// <summary>MetricAlarm (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html).</summary>
public class MetricAlarm
{
    public string? AlarmName { get; set; }

    public bool? ActionsEnabled { get; set; }

    public List<string>? AlarmActions { get; set; }
}
