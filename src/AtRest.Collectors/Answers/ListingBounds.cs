namespace AtRest.Collectors.Answers;

/// <summary>
/// How much of a list that comes in pages AtRest reads. A list that exceeds a bound is not evidence, since an incomplete list could hide what a rule looks for
/// (docs/decisions/0014-bounded-answers.md).
/// </summary>
internal sealed record ListingBounds
{
    /// <summary>
    /// The pages of a list. The longest list of AWS is that of a key's grants: 50,000 by the default quota (https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html), with at
    /// most 100 on a page (https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html), which makes 500 pages. This is twice as many. Pages of Google's key versions have up to
    /// 1000 (https://docs.cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys.cryptoKeyVersions/list). An empty page with a marker counts, too.
    /// </summary>
    public const int MostPages = 1000;

    /// <summary>The items of a list: twice the default quota of grants, as for pages.</summary>
    public const int MostItems = 100_000;

    /// <summary>
    /// The items of a list that each cost further calls. The default quotas are 300 rules of an event bus (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html), 5 trails and
    /// 10 event data stores in a region (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html), and 100 metric filters of a log group
    /// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html).
    /// </summary>
    public const int MostItemsWithCalls = 5000;

    /// <summary>The bytes of all pages of a list, after decompression. 50,000 grants take about 40 MB.</summary>
    public const long Largest = 64 * 1024 * 1024;

    /// <summary>
    /// The time for a list, with the waits for throttled calls. A single call to Google Cloud can take 5 minutes until it ends (docs/decisions/0001-retries.md). This is twice as long.
    /// </summary>
    public static TimeSpan Longest { get; } = TimeSpan.FromMinutes(10);
}
