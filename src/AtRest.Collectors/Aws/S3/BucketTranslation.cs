using System.Reflection;
using Amazon.S3.Model;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using LifecycleRule = AtRest.Core.Aws.Evidence.LifecycleRule;

namespace AtRest.Collectors.Aws.S3;

/// <summary>From the SDK's types to evidence.</summary>
internal static class BucketTranslation
{
    // Rules written before 2017 carry their prefix outside a filter, and S3 still gives them out so. The SDK's property for it is marked
    // obsolete for those who write rules; a reader needs it.
    private static readonly PropertyInfo? RulePrefix = typeof(Amazon.S3.Model.LifecycleRule).GetProperty("Prefix");

    public static BucketVersioning ToVersioning(S3BucketVersioningConfig? config) => new()
    {
        Status = config?.Status?.Value is "Enabled" or "Suspended" ? config.Status.Value : null,
        MfaDelete = config?.EnableMfaDelete == true,
    };

    public static BucketLifecycle ToLifecycle(LifecycleConfiguration configuration) => new([.. (configuration.Rules ?? []).Select(ToRule)]);

    public static BucketObjectLock ToObjectLock(ObjectLockConfiguration configuration)
    {
        var retention = configuration.Rule?.DefaultRetention;
        return new BucketObjectLock
        {
            Enabled = configuration.ObjectLockEnabled?.Value == "Enabled",
            DefaultMode = retention?.Mode?.Value,
            DefaultRetentionDays = Positive(retention?.Days),
            DefaultRetentionYears = Positive(retention?.Years),
        };
    }

    public static BucketPublicAccessBlock ToPublicAccessBlock(PublicAccessBlockConfiguration configuration) => new()
    {
        BlockPublicAcls = configuration.BlockPublicAcls == true,
        IgnorePublicAcls = configuration.IgnorePublicAcls == true,
        BlockPublicPolicy = configuration.BlockPublicPolicy == true,
        RestrictPublicBuckets = configuration.RestrictPublicBuckets == true,
    };

    private static LifecycleRule ToRule(Amazon.S3.Model.LifecycleRule rule)
    {
        var filters = Flatten(rule.Filter?.LifecycleFilterPredicate).ToList();
        return new LifecycleRule
        {
            Id = rule.Id,
            Enabled = rule.Status?.Value == "Enabled",
            Prefix = filters.OfType<LifecyclePrefixPredicate>().FirstOrDefault()?.Prefix ?? RulePrefix?.GetValue(rule) as string ?? "",
            FiltersByTag = filters.Exists(filter => filter is LifecycleTagPredicate),
            FiltersBySize = filters.Exists(filter => filter is LifecycleObjectSizeGreaterThanPredicate or LifecycleObjectSizeLessThanPredicate),
            ExpirationDays = Positive(rule.Expiration?.Days),
            ExpirationDate = (rule.Expiration?.Date).ToUtc(),
            NoncurrentExpirationDays = Positive(rule.NoncurrentVersionExpiration?.NoncurrentDays),
            NewerNoncurrentVersions = Positive(rule.NoncurrentVersionExpiration?.NewerNoncurrentVersions),
            ArchivedAfterDays = (rule.Transitions ?? []).Where(transition => transition.StorageClass?.Value is "GLACIER" or "DEEP_ARCHIVE")
                .Select(transition => (int?)(transition.Days ?? 0)).Min(),
        };
    }

    // The SDK reads a filter into its own tree of predicates and leaves the properties beside it empty.
    private static IEnumerable<LifecycleFilterPredicate> Flatten(LifecycleFilterPredicate? predicate) => predicate switch
    {
        null => [],
        LifecycleNAryOperator several => several.Operands.SelectMany(Flatten),
        _ => [predicate],
    };

    private static int? Positive(int? number) => number is > 0 ? number : null;
}
