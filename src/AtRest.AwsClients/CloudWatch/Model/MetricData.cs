using Amazon.Runtime;
using AtRest.AwsClients.Json;

namespace Amazon.CloudWatch.Model;

/// <summary>A request for GetMetricData (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html).</summary>
public class GetMetricDataRequest : JsonRequest
{
    public required List<MetricDataQuery> MetricDataQueries { get; set; }

    public required DateTime StartTime { get; set; }

    public required DateTime EndTime { get; set; }

    public string? NextToken { get; set; }

    internal override string Operation => "GetMetricData";

    internal override Dictionary<string, object> Members
    {
        get
        {
            var members = new Dictionary<string, object>
            {
                ["MetricDataQueries"] = MetricDataQueries,
                ["StartTime"] = Epoch(StartTime),
                ["EndTime"] = Epoch(EndTime),
            };
            if (NextToken is not null)
            {
                members["NextToken"] = NextToken;
            }

            return members;
        }
    }

    /// <summary>Times are seconds since 1970 in AWS JSON.</summary>
    private static long Epoch(DateTime time) => new DateTimeOffset(time.ToUniversalTime()).ToUnixTimeSeconds();
}

/// <summary>MetricDataQuery (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html).</summary>
public class MetricDataQuery
{
    public required string Id { get; set; }

    public required MetricStat MetricStat { get; set; }
}

/// <summary>MetricStat (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html).</summary>
public class MetricStat
{
    public required Metric Metric { get; set; }

    /// <summary>Seconds.</summary>
    public required int Period { get; set; }

    public required string Stat { get; set; }
}

/// <summary>Metric (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Metric.html).</summary>
public class Metric
{
    public required string Namespace { get; set; }

    public required string MetricName { get; set; }

    public required List<Dimension> Dimensions { get; set; }
}

/// <summary>Dimension (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html).</summary>
public class Dimension
{
    public required string Name { get; set; }

    public required string Value { get; set; }
}

/// <summary>The response of GetMetricData (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html).</summary>
public class GetMetricDataResponse : AmazonWebServiceResponse
{
    public List<MetricDataResult>? MetricDataResults { get; set; }

    public string? NextToken { get; set; }
}

/// <summary>MetricDataResult (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataResult.html).</summary>
public class MetricDataResult
{
    public string? Id { get; set; }

    public string? StatusCode { get; set; }

    public List<double>? Values { get; set; }
}
