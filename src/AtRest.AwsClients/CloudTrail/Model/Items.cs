using System.Diagnostics.CodeAnalysis;

namespace Amazon.CloudTrail.Model;

/// <summary>Trail (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Trail.html).</summary>
public class Trail
{
    public string? Name { get; set; }

    public string? TrailARN { get; set; }

    public string? HomeRegion { get; set; }

    public bool? IsMultiRegionTrail { get; set; }

    public bool? IsOrganizationTrail { get; set; }

    public bool? LogFileValidationEnabled { get; set; }

    public string? S3BucketName { get; set; }

    public string? S3KeyPrefix { get; set; }

    public string? CloudWatchLogsLogGroupArn { get; set; }

    public string? KmsKeyId { get; set; }
}

/// <summary>EventSelector (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html).</summary>
public class EventSelector
{
    public string? ReadWriteType { get; set; }

    public bool? IncludeManagementEvents { get; set; }

    public List<string>? ExcludeManagementEventSources { get; set; }
}

/// <summary>AdvancedEventSelector (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html).</summary>
public class AdvancedEventSelector
{
    public string? Name { get; set; }

    public List<AdvancedFieldSelector>? FieldSelectors { get; set; }
}

/// <summary>AdvancedFieldSelector (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html).</summary>
public class AdvancedFieldSelector
{
    public string? Field { get; set; }

    /// <summary>Hides the method that every object has, as the SDK does.</summary>
    public new List<string>? Equals { get; set; }

    public List<string>? NotEquals { get; set; }

    public List<string>? StartsWith { get; set; }

    public List<string>? NotStartsWith { get; set; }

    public List<string>? EndsWith { get; set; }

    public List<string>? NotEndsWith { get; set; }
}

/// <summary>EventDataStore (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventDataStore.html).</summary>
public class EventDataStore
{
    public string? EventDataStoreArn { get; set; }
}

/// <summary>LookupAttribute (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupAttribute.html).</summary>
[SuppressMessage("Naming", "CA1711", Justification = "The SDK's name.")]
public class LookupAttribute
{
    /// <summary>EventId, ResourceName and others.</summary>
    public required string AttributeKey { get; set; }

    public required string AttributeValue { get; set; }
}

/// <summary>Event (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_Event.html).</summary>
[SuppressMessage("Naming", "CA1716", Justification = "The SDK's name.")]
public class Event
{
    public string? EventId { get; set; }

    public string? EventName { get; set; }

    public DateTime? EventTime { get; set; }

    public string? EventSource { get; set; }

    public string? Username { get; set; }

    /// <summary>The whole event as JSON.</summary>
    public string? CloudTrailEvent { get; set; }
}
