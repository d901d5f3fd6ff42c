using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudWatch;

/// <summary>
/// The input of <c>DescribeAlarmsForMetric</c>, for both protocols
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmsForMetric.html).
/// </summary>
internal sealed record AlarmRequest
{
    private const int LongestName = 255;
    private const int MostDimensions = 30;

    private static readonly string[] Statistics = ["Average", "Maximum", "Minimum", "SampleCount", "Sum"];

    public string? Namespace { get; init; }

    public string? MetricName { get; init; }

    public string? Statistic { get; init; }

    public string? ExtendedStatistic { get; init; }

    public string? Unit { get; init; }

    public int? Period { get; init; }

    /// <summary>The number of dimensions in the request.</summary>
    public int Dimensions { get; init; }

    /// <summary>What is wrong with the request; null if it is valid.</summary>
    public string? Fault =>
        NameFault(Namespace, "namespace")
        ?? NameFault(MetricName, "metricName")
        ?? InputCheck.Fault(Statistic, "statistic", Statistics)
        ?? (Period is < 1 ? InputCheck.Fault($"{Period}", "period", "Member must have value greater than or equal to 1") : null)
        ?? (Dimensions > MostDimensions ? InputCheck.Fault($"{Dimensions}", "dimensions", $"Member must have length less than or equal to {MostDimensions}") : null);

    /// <summary>Finds the alarms. The alarms of a scenario are on the sum over five minutes of a metric without dimensions and unit.</summary>
    public IEnumerable<FakeAlarm> Answer(AwsWorld world, Caller caller) => world.Scenario.Alarms.Where(alarm =>
        alarm.OwnerAccountId == caller.AccountId
        && alarm.Region == caller.Region
        && alarm.MetricNamespace == Namespace
        && alarm.MetricName == MetricName
        && (Statistic ?? AlarmShapes.Statistic) == AlarmShapes.Statistic
        && (Period ?? AlarmShapes.Period) == AlarmShapes.Period
        && ExtendedStatistic is null
        && Unit is null
        && Dimensions == 0);

    private static string? NameFault(string? name, string member) => name switch
    {
        null => $"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null",
        "" => InputCheck.Fault(name, member, "Member must have length greater than or equal to 1"),
        { Length: > LongestName } => InputCheck.Fault(name, member, $"Member must have length less than or equal to {LongestName}"),
        _ => null,
    };
}
