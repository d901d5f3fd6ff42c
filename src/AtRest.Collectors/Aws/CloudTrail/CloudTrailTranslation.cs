using System.Collections.Immutable;
using AtRest.Collectors.Aws.CloudTrail.Client;
using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Aws.CloudTrail;

/// <summary>From CloudTrail's answers to evidence.</summary>
internal static class CloudTrailTranslation
{
    // What a trail records if it was never told what to record
    // (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html).
    private static readonly EventSelector Default = new() { ReadWriteType = "All", IncludeManagementEvents = true };

    public static TrailList ToTrails(DescribeTrailsResponse response, string region) => new(
        [.. response.TrailList!.Select(trail => ToTrail(trail, region)).DistinctBy(trail => trail.Arn).OrderBy(trail => trail.Arn, StringComparer.Ordinal)]);

    public static TrailStatus ToStatus(GetTrailStatusResponse response) => new()
    {
        IsLogging = response.IsLogging == true,
        LatestDeliveryTime = response.LatestDeliveryTime,
        LatestDeliveryError = response.LatestDeliveryError,
        LatestDigestDeliveryTime = response.LatestDigestDeliveryTime,
        LatestDigestDeliveryError = response.LatestDigestDeliveryError,
        StartLoggingTime = response.StartLoggingTime,
        LatestCloudWatchLogsDeliveryTime = response.LatestCloudWatchLogsDeliveryTime,
        LatestCloudWatchLogsDeliveryError = NullIfEmpty(response.LatestCloudWatchLogsDeliveryError),
    };

    public static TrailEventSelectors ToSelectors(GetEventSelectorsResponse response)
    {
        var classic = (response.EventSelectors ?? []).Select(ToSelector).ToImmutableArray();
        var advanced = ToAdvanced(response.AdvancedEventSelectors);
        return new TrailEventSelectors { Classic = classic.IsEmpty && advanced.IsEmpty ? [Default] : classic, Advanced = advanced };
    }

    public static EventDataStore ToStore(GetEventDataStoreResponse response) => new()
    {
        Arn = response.EventDataStoreArn!,
        Name = response.Name ?? "",
        Status = response.Status!,
        MultiRegionEnabled = response.MultiRegionEnabled == true,
        OrganizationEnabled = response.OrganizationEnabled == true,
        RetentionPeriodInDays = response.RetentionPeriod,
        KmsKeyId = NullIfEmpty(response.KmsKeyId),
        TerminationProtectionEnabled = response.TerminationProtectionEnabled == true,
        Selectors = ToAdvanced(response.AdvancedEventSelectors),
    };

    private static Trail ToTrail(TrailItem trail, string region) => new()
    {
        Arn = trail.TrailARN!,
        Name = trail.Name ?? trail.TrailARN!,
        HomeRegion = trail.HomeRegion ?? (Arn.TryParse(trail.TrailARN, out var arn) && arn.Region.Length > 0 ? arn.Region : region),
        IsMultiRegion = trail.IsMultiRegionTrail == true,
        IsOrganizationTrail = trail.IsOrganizationTrail == true,
        LogFileValidationEnabled = trail.LogFileValidationEnabled == true,
        S3BucketName = NullIfEmpty(trail.S3BucketName),
        S3KeyPrefix = NullIfEmpty(trail.S3KeyPrefix),
        CloudWatchLogsLogGroupArn = NullIfEmpty(trail.CloudWatchLogsLogGroupArn),
        KmsKeyId = NullIfEmpty(trail.KmsKeyId),
    };

    private static EventSelector ToSelector(EventSelectorItem selector) => new()
    {
        ReadWriteType = selector.ReadWriteType ?? "All",
        IncludeManagementEvents = selector.IncludeManagementEvents ?? true,
        ExcludeManagementEventSources = [.. selector.ExcludeManagementEventSources ?? []],
    };

    private static ImmutableArray<AdvancedEventSelector> ToAdvanced(List<AdvancedEventSelectorItem>? selectors) =>
        [.. (selectors ?? []).Select(selector => new AdvancedEventSelector
        {
            Name = selector.Name,
            FieldSelectors = [.. (selector.FieldSelectors ?? []).Select(ToField)],
        })];

    private static AdvancedFieldSelector ToField(AdvancedFieldSelectorItem field) => new()
    {
        Field = field.Field ?? "",
        EqualTo = [.. field.EqualTo ?? []],
        NotEqualTo = [.. field.NotEquals ?? []],
        StartsWith = [.. field.StartsWith ?? []],
        NotStartsWith = [.. field.NotStartsWith ?? []],
        EndsWith = [.. field.EndsWith ?? []],
        NotEndsWith = [.. field.NotEndsWith ?? []],
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
