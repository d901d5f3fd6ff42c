using System.Text.Json.Serialization;

namespace AtRest.Collectors.Aws.CloudTrail.Client;

internal sealed class TrailItem
{
    public string? Name { get; init; }

    public string? TrailARN { get; init; }

    public string? HomeRegion { get; init; }

    public bool? IsMultiRegionTrail { get; init; }

    public bool? IsOrganizationTrail { get; init; }

    public bool? LogFileValidationEnabled { get; init; }

    public string? S3BucketName { get; init; }

    public string? S3KeyPrefix { get; init; }

    public string? CloudWatchLogsLogGroupArn { get; init; }

    public string? KmsKeyId { get; init; }
}

internal sealed class EventSelectorItem
{
    public string? ReadWriteType { get; init; }

    public bool? IncludeManagementEvents { get; init; }

    public List<string>? ExcludeManagementEventSources { get; init; }
}

internal sealed class AdvancedEventSelectorItem
{
    public string? Name { get; init; }

    public List<AdvancedFieldSelectorItem>? FieldSelectors { get; init; }
}

internal sealed class AdvancedFieldSelectorItem
{
    public string? Field { get; init; }

    /// <summary>On the wire <c>Equals</c>, which every object has as a method.</summary>
    [JsonPropertyName("Equals")]
    public List<string>? EqualTo { get; init; }

    public List<string>? NotEquals { get; init; }

    public List<string>? StartsWith { get; init; }

    public List<string>? NotStartsWith { get; init; }

    public List<string>? EndsWith { get; init; }

    public List<string>? NotEndsWith { get; init; }
}

internal sealed class EventDataStoreItem
{
    public string? EventDataStoreArn { get; init; }
}
