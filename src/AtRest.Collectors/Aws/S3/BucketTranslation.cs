using System.Reflection;
using Amazon.S3.Model;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Evidence;
using LifecycleRule = AtRest.Core.Evidence.LifecycleRule;

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
            DefaultRetentionDays = retention?.Days is > 0 ? retention.Days : null,
            DefaultRetentionYears = retention?.Years is > 0 ? retention.Years : null,
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
        var filter = rule.Filter;
        return new LifecycleRule
        {
            Id = rule.Id,
            Enabled = rule.Status?.Value == "Enabled",
            Prefix = filter?.And?.Prefix ?? filter?.Prefix ?? RulePrefix?.GetValue(rule) as string ?? "",
            FiltersByTag = filter?.Tag is not null || filter?.And?.Tags is { Count: > 0 },
            FiltersBySize = filter?.ObjectSizeGreaterThan is not null || filter?.ObjectSizeLessThan is not null
                || filter?.And?.ObjectSizeGreaterThan is not null || filter?.And?.ObjectSizeLessThan is not null,
            ExpirationDays = rule.Expiration?.Days is > 0 ? rule.Expiration.Days : null,
            ExpirationDate = (rule.Expiration?.Date).ToUtc(),
            NoncurrentExpirationDays = rule.NoncurrentVersionExpiration?.NoncurrentDays is > 0 ? rule.NoncurrentVersionExpiration.NoncurrentDays : null,
            NewerNoncurrentVersions = rule.NoncurrentVersionExpiration?.NewerNoncurrentVersions is > 0 ? rule.NoncurrentVersionExpiration.NewerNoncurrentVersions : null,
        };
    }
}
