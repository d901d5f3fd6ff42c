using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Monitoring.Alarms.Client;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Monitoring.Alarms;

/// <summary>The alarms on a metric.</summary>
internal sealed class AlarmReader(ClientPool clients, EvidenceReader reader)
{
    private const string Source = "cloudwatch:DescribeAlarmsForMetric";

    public Task<Collected<MetricAlarms>> AlarmsAsync(AccountSession session, LogGroupName group, MetricName metric, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, Source, ResourceOf(group, metric), async () =>
        {
            var request = new DescribeAlarmsForMetricRequest { Namespace = metric.Namespace, MetricName = metric.Name };
            var response = await clients.CloudWatch(session, group.Region).DescribeAlarmsForMetricAsync(request, cancellationToken);
            return new MetricAlarms(metric, [.. response.MetricAlarms!.Select(ToAlarm).OrderBy(alarm => alarm.Name, StringComparer.Ordinal)]);
        }, cancellationToken);

    public Collected<MetricAlarms> Skip(LogGroupName group, MetricName metric) => reader.Skip<MetricAlarms>(
        Source, ResourceOf(group, metric), $"The metric {metric.Namespace}/{metric.Name} is kept by dimensions, and its alarms can be asked for only by their values.");

    private static string ResourceOf(LogGroupName group, MetricName metric) => $"{group.AccountId}/{group.Region} {metric.Namespace}/{metric.Name}";

    private static MetricAlarm ToAlarm(AlarmItem alarm) => new()
    {
        Name = alarm.AlarmName!,
        ActionsEnabled = alarm.ActionsEnabled == true,
        AlarmActions = [.. (alarm.AlarmActions ?? []).Order(StringComparer.Ordinal)],
    };
}
