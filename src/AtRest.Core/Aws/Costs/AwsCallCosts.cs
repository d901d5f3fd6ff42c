using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Costs;

namespace AtRest.Core.Aws.Costs;

/// <summary>What the calls of audits cost the owner of the accounts. The calls of one audit are in the evidence.</summary>
internal static class AwsCallCosts
{
    private const string Assumption = "It assumes one audit a night, 30 a month.";

    private static readonly ImmutableArray<(string Service, string What, string PriceId, string Note)> Paid =
    [
        ("kms", "AWS KMS requests of the audits", "kms-request", $"{Assumption} The first 20,000 requests of a month are free, for all use of the account together, which AtRest does not know."),
        ("s3", "Amazon S3 requests of the audits", "s3-request", $"{Assumption} It is the price of us-east-1: the evidence does not name the Regions of all buckets."),
        ("cloudwatch", "Amazon CloudWatch requests of the audits", "cloudwatch-request", $"{Assumption} The first million requests of a month are free, for all use of the account together, which AtRest does not know. It is the price of us-east-1."),
    ];

    /// <summary>CloudWatch has another price for this operation: for each metric that a call requests.</summary>
    private const string MetricData = "cloudwatch:GetMetricData";

    /// <summary>The services of AWS whose calls are evidence.</summary>
    private static bool IsAws(CallCount count) => PriceList.IsFree(count.Service) || Paid.Any(paid => paid.Service == count.Service);

    /// <summary>The calls to AWS, in their order.</summary>
    public static ImmutableArray<CallCount> CallsIn(IEnumerable<CallCount> counts) => [.. counts.Where(IsAws)];

    public static (ImmutableArray<CostPart> Parts, ImmutableArray<string> Unknown) Of(ImmutableArray<CallCount> calls, AwsSlice slice)
    {
        if (calls.IsEmpty)
        {
            return ([], []);
        }

        if (calls.Any(count => count.Uncounted > 0))
        {
            return ([], ["The evidence does not have the numbers of the calls, because an earlier release saved it. So the cost of the audit is not known."]);
        }

        var elsewhere = calls.Where(count => count.Partition is not ("" or AwsKeyCosts.PricedPartition)).Select(count => count.Partition).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var unknown = elsewhere.Select(partition => $"The price list of this release does not have the AWS partition {partition}, so the audit's calls there are not in the sum.").ToList();
        var priced = calls.Where(count => count.Partition is "" or AwsKeyCosts.PricedPartition).ToImmutableArray();
        var parts = Paid
            .Select(paid => (paid, Number: AMonth(priced.Where(count => count.Service == paid.Service && count.Operation != MetricData))))
            .Where(entry => entry.Number > 0)
            .Select(entry => CostPart.UpTo(entry.paid.What, entry.Number, entry.paid.PriceId, entry.paid.Note))
            .ToList();
        if (AMonth(priced.Where(count => count.Operation == MetricData)) is > 0 and var reads)
        {
            parts.Add(CostPart.Exact("Amazon CloudWatch metrics of the audits", reads * UsageMetrics.Resources.Length, "cloudwatch-metric") with
            {
                Note = $"{Assumption} Each call requests {UsageMetrics.Resources.Length} metrics. It is the price of us-east-1.",
            });
        }

        var trails = slice.CloudTrail.Select(entry => entry.Trails.Value?.Items.Length ?? 0).DefaultIfEmpty().Max();
        if (trails > 1 && AMonth(priced) is > 0 and var events)
        {
            parts.Add(CostPart.UpTo(
                "Further copies of the audits' events in CloudTrail", events * (trails - 1), "cloudtrail-copy",
                $"{Assumption} Up to {trails} trails record the same account and Region. The first copy of an event is free, and not every trail records every event."));
        }

        if (slice.CloudTrail.Any(entry => entry.Trails.Value is null))
        {
            unknown.Add("AtRest could not list the trails of each account and Region, so it does not know how many copies of the audits' events CloudTrail delivers there.");
        }

        return ([.. parts], [.. unknown]);
    }

    private static decimal AMonth(IEnumerable<CallCount> counts) => (decimal)counts.Sum(count => (long)count.Calls) * OrganizationCosts.AuditsAMonth;
}
