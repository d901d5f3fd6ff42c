using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using Sdk = Amazon.CloudWatchLogs.Model;

namespace AtRest.Collectors.Aws.Monitoring.Logs;

/// <summary>Makes the calls about a log group and its metric filters.</summary>
internal sealed class LogGroupReader(ClientPool clients, EvidenceReader reader)
{
    private const string GroupSource = "logs:DescribeLogGroups";
    private const string FiltersSource = "logs:DescribeMetricFilters";

    public Task<Collected<LogGroup>> GroupAsync(AccountSession session, LogGroupName group, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, GroupSource, group.Arn, async () =>
        {
            var client = clients.CloudWatchLogs(session, group.Region);
            Sdk.LogGroup? found = null;

            // The prefix matches longer names, too. They come after the group.
            await clients.Listing.ReadAllAsync(async (marker, token) =>
            {
                var request = new Sdk.DescribeLogGroupsRequest { LogGroupNamePrefix = group.Name, NextToken = marker };
                var response = await client.DescribeLogGroupsAsync(request, token);
                found = response.LogGroups!.Find(item => item.LogGroupName == group.Name);
                return new Page<Sdk.LogGroup>(response.LogGroups, found is null ? response.NextToken : null, response.ContentLength);
            }, cancellationToken);
            var described = found ?? throw new LogGroupMissingException(group);
            return new LogGroup { Name = group.Name, RetentionInDays = described.RetentionInDays, KmsKeyId = string.IsNullOrEmpty(described.KmsKeyId) ? null : described.KmsKeyId };
        }, cancellationToken);

    public Task<Collected<MetricFilters>> FiltersAsync(AccountSession session, LogGroupName group, CancellationToken cancellationToken) =>
        reader.ReadAsync(session, FiltersSource, group.Arn, async () =>
        {
            var client = clients.CloudWatchLogs(session, group.Region);
            var filters = await clients.Listing.ReadAllAsync(async (marker, token) =>
            {
                var request = new Sdk.DescribeMetricFiltersRequest { LogGroupName = group.Name, NextToken = marker };
                var response = await client.DescribeMetricFiltersAsync(request, token);
                return new Page<Sdk.MetricFilter>(response.MetricFilters!, response.NextToken, response.ContentLength);
            }, cancellationToken, ListingBounds.MostItemsWithCalls);
            return new MetricFilters([.. filters.Select(ToFilter).OrderBy(filter => filter.Name, StringComparer.Ordinal)]);
        }, cancellationToken);

    public Collected<LogGroup> SkipGroup(string arn, string cause) => reader.Skip<LogGroup>(GroupSource, arn, cause);

    public Collected<MetricFilters> SkipFilters(string arn, string cause) => reader.Skip<MetricFilters>(FiltersSource, arn, cause);

    private static MetricFilter ToFilter(Sdk.MetricFilter filter) => new()
    {
        Name = filter.FilterName!,
        Pattern = filter.FilterPattern ?? "",
        Metrics = [.. filter.MetricTransformations!.Select(metric => new MetricName(metric.MetricNamespace ?? "", metric.MetricName ?? ""))],
        HasDimensions = filter.MetricTransformations!.Exists(metric => metric.Dimensions is { Count: > 0 }),
        AppliesToTransformedLogs = filter.ApplyOnTransformedLogs == true,
        FieldSelectionCriteria = string.IsNullOrWhiteSpace(filter.FieldSelectionCriteria) ? null : filter.FieldSelectionCriteria,
    };
}
