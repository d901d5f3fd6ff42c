using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using Sdk = Amazon.CloudWatch.Model;

namespace AtRest.Collectors.Aws.Monitoring.Alarms;

/// <summary>Reads the alarms on a metric.</summary>
internal sealed class AlarmReader(ClientPool clients, EvidenceReader reader)
{
    private const string Source = "cloudwatch:DescribeAlarmsForMetric";

    public Task<Collected<MetricAlarms>> AlarmsAsync(AccountSession session, LogGroupName group, MetricName metric, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, Source, ResourceOf(group, metric), async () =>
        {
            var request = new Sdk.DescribeAlarmsForMetricRequest { Namespace = metric.Namespace, MetricName = metric.Name };
            var response = await clients.CloudWatch(session, group.Region).DescribeAlarmsForMetricAsync(request, cancellationToken);
            return new MetricAlarms(metric, [.. response.MetricAlarms!.Select(ToAlarm).OrderBy(alarm => alarm.Name, StringComparer.Ordinal)]);
        }, cancellationToken);

    public Collected<MetricAlarms> Skip(LogGroupName group, MetricName metric) => reader.Skip<MetricAlarms>(
        Source, ResourceOf(group, metric), $"The metric {metric.Namespace}/{metric.Name} has dimensions, and AWS lists the alarms of such a metric only by the values of its dimensions.");

    private static string ResourceOf(LogGroupName group, MetricName metric) => $"{group.AccountId}/{group.Region} {metric.Namespace}/{metric.Name}";

    private static MetricAlarm ToAlarm(Sdk.MetricAlarm alarm) => new()
    {
        Name = alarm.AlarmName!,
        ActionsEnabled = alarm.ActionsEnabled == true,
        AlarmActions = [.. (alarm.AlarmActions ?? []).Order(StringComparer.Ordinal)],
    };
}
