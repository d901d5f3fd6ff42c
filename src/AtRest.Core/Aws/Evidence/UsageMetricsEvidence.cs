using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Evidence;

/// <summary>
/// How many requests to AWS KMS one account made in one region, by CloudWatch's usage metrics (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Usage-Metrics.html).
/// They are metrics of the account's quotas, so they have the requests that the account's principals made with any key. A request from another account counts in that account
/// (https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html).
/// </summary>
public sealed record UsageMetricsEvidence
{
    public required string AccountId { get; init; }

    public required string Region { get; init; }

    /// <summary><c>cloudwatch:GetMetricData</c> for the metric <c>CallCount</c> of the namespace <c>AWS/Usage</c>.</summary>
    public required Collected<KmsRequestCounts> Requests { get; init; }
}

/// <summary>The requests of whole days in UTC.</summary>
/// <param name="From">The beginning of the first day.</param>
/// <param name="Until">The end of the last day.</param>
/// <param name="Items">By the name of the metric's resource.</param>
public sealed record KmsRequestCounts(DateTimeOffset From, DateTimeOffset Until, ImmutableArray<KmsRequestCount> Items)
{
    /// <summary>The requests of all resources.</summary>
    public long Sum => Items.Sum(item => item.Requests);
}

/// <summary>The requests of one resource.</summary>
/// <param name="Resource">
/// <c>CryptographicOperationsSymmetric</c> for all operations that use a symmetric key, such as <c>Decrypt</c>, together; or the name of another operation.
/// </param>
/// <param name="Requests">Their number.</param>
public sealed record KmsRequestCount(string Resource, long Requests);

/// <summary>The metrics that an audit requests. Their names are those of the quotas of AWS KMS.</summary>
public static class UsageMetrics
{
    /// <summary>The namespace of usage metrics.</summary>
    public const string Namespace = "AWS/Usage";

    /// <summary>The number of calls. It has no unit; its sum is the number.</summary>
    public const string Metric = "CallCount";

    /// <summary>The days that the metrics are read for: a month of the price list.</summary>
    public const int Days = 30;

    /// <summary>All use of symmetric keys, and the operations that principals and services call most. Each costs as much as the others.</summary>
    public static ImmutableArray<string> Resources { get; } =
        ["CryptographicOperationsSymmetric", "CreateGrant", "DescribeKey", "GetKeyPolicy", "GetKeyRotationStatus", "ListAliases", "ListKeys", "ListResourceTags"];
}
