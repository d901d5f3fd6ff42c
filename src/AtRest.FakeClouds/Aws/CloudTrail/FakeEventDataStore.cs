using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>A CloudTrail Lake event data store in the account and region of its ARN.</summary>
public sealed record FakeEventDataStore
{
    /// <summary><c>arn:aws:cloudtrail:REGION:ACCOUNT:eventdatastore/UUID</c>.</summary>
    public required string Arn { get; init; }

    public required string Name { get; init; }

    /// <summary>CREATED, ENABLED, PENDING_DELETION, STARTING_INGESTION, STOPPING_INGESTION or STOPPED_INGESTION.</summary>
    public string Status { get; init; } = "ENABLED";

    public bool IsMultiRegion { get; init; } = true;

    public bool IsOrganization { get; init; }

    /// <summary>7 to 3653.</summary>
    public int RetentionPeriodInDays { get; init; } = 2557;

    public bool TerminationProtection { get; init; } = true;

    /// <summary>Absent: encrypted with a key that AWS owns.</summary>
    public string? KmsKeyId { get; init; }

    public ScenarioTime CreationDate { get; init; } = "now-400d";

    /// <summary>Absent: AWS's default, all management events.</summary>
    public IReadOnlyList<FakeAdvancedEventSelector>? AdvancedEventSelectors { get; init; }

    internal string Region => Arn.Split(':')[3];

    internal string OwnerAccountId => Arn.Split(':')[4];
}
