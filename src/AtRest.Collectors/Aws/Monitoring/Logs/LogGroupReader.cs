using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Monitoring.Logs.Client;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Monitoring.Logs;

/// <summary>The calls about a log group and its metric filters.</summary>
internal sealed class LogGroupReader(ClientPool clients, EvidenceReader reader)
{
    private const string GroupSource = "logs:DescribeLogGroups";
    private const string FiltersSource = "logs:DescribeMetricFilters";

    public Task<Collected<LogGroup>> GroupAsync(AccountSession session, LogGroupName group, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, GroupSource, group.Arn, async () =>
        {
            var client = clients.CloudWatchLogs(session, group.Region);
            LogGroupItem? found = null;

            // Names that begin with the group's come after it.
            await Pages.ReadAllAsync<LogGroupItem>(async token =>
            {
                var request = new DescribeLogGroupsRequest { LogGroupNamePrefix = group.Name, NextToken = token };
                var response = await client.DescribeLogGroupsAsync(request, cancellationToken);
                found = response.LogGroups!.Find(item => item.LogGroupName == group.Name);
                return (response.LogGroups, found is null ? response.NextToken : null);
            });
            var described = found ?? throw new LogGroupMissingException(group);
            return new LogGroup { Name = group.Name, RetentionInDays = described.RetentionInDays, KmsKeyId = string.IsNullOrEmpty(described.KmsKeyId) ? null : described.KmsKeyId };
        }, cancellationToken);

    public Task<Collected<MetricFilters>> FiltersAsync(AccountSession session, LogGroupName group, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, FiltersSource, group.Arn, async () =>
        {
            var client = clients.CloudWatchLogs(session, group.Region);
            var filters = await Pages.ReadAllAsync<MetricFilterItem>(async token =>
            {
                var request = new DescribeMetricFiltersRequest { LogGroupName = group.Name, NextToken = token };
                var response = await client.DescribeMetricFiltersAsync(request, cancellationToken);
                return (response.MetricFilters!, response.NextToken);
            });
            return new MetricFilters([.. filters.Select(ToFilter).OrderBy(filter => filter.Name, StringComparer.Ordinal)]);
        }, cancellationToken);

    public Collected<LogGroup> SkipGroup(string arn, string cause) => reader.Skip<LogGroup>(GroupSource, arn, cause);

    public Collected<MetricFilters> SkipFilters(string arn, string cause) => reader.Skip<MetricFilters>(FiltersSource, arn, cause);

    private static MetricFilter ToFilter(MetricFilterItem filter) => new()
    {
        Name = filter.FilterName!,
        Pattern = filter.FilterPattern ?? "",
        Metrics = [.. filter.MetricTransformations!.Select(metric => new MetricName(metric.MetricNamespace ?? "", metric.MetricName ?? ""))],
        HasDimensions = filter.MetricTransformations!.Exists(metric => metric.Dimensions is { Count: > 0 }),
        AppliesToTransformedLogs = filter.ApplyOnTransformedLogs == true,
        FieldSelectionCriteria = string.IsNullOrWhiteSpace(filter.FieldSelectionCriteria) ? null : filter.FieldSelectionCriteria,
    };
}
