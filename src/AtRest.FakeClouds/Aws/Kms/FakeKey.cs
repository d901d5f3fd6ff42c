using System.Text.Json.Serialization;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Aws.Kms;

/// <summary>
/// A KMS key, with the values of AWS's KeyMetadata (https://docs.aws.amazon.com/kms/latest/APIReference/API_KeyMetadata.html).
/// Enumerated values are free text, so that values that AWS does not have yet can be tested.
/// </summary>
public sealed record FakeKey
{
    public required string Arn { get; init; }

    /// <summary>The key is answered as not found. The same as omitting it, but explicit.</summary>
    public bool Missing { get; init; }

    public string State { get; init; } = "Enabled";

    public string Spec { get; init; } = "SYMMETRIC_DEFAULT";

    public string Usage { get; init; } = "ENCRYPT_DECRYPT";

    /// <summary>CUSTOMER or AWS.</summary>
    public string Manager { get; init; } = "CUSTOMER";

    /// <summary>AWS_KMS, EXTERNAL, AWS_CLOUDHSM or EXTERNAL_KEY_STORE.</summary>
    public string Origin { get; init; } = "AWS_KMS";

    public string Description { get; init; } = "";

    /// <summary>Absent: a single-Region key.</summary>
    public FakeMultiRegion? MultiRegion { get; init; }

    public ScenarioTime CreationDate { get; init; } = "now-400d";

    public ScenarioTime? DeletionDate { get; init; }

    /// <summary>Days, in state PendingReplicaDeletion.</summary>
    public int? PendingDeletionWindowInDays { get; init; }

    public ScenarioTime? ValidTo { get; init; }

    /// <summary>KEY_MATERIAL_EXPIRES or KEY_MATERIAL_DOES_NOT_EXPIRE, which imported material has by default.</summary>
    public string? ExpirationModel { get; init; }

    /// <summary>The text of the policy; in a file, an object or a string. Absent: AWS's default policy, full access for the root of the account.</summary>
    [JsonConverter(typeof(PolicyTextConverter))]
    public string? Policy { get; init; }

    /// <summary>Absent: not rotated; a replica has the rotation of its primary.</summary>
    public FakeRotationStatus? Rotation { get; init; }

    /// <summary>Completed rotations.</summary>
    public IReadOnlyList<FakeRotation> Rotations { get; init; } = [];

    public IReadOnlyList<FakeGrant> Grants { get; init; } = [];

    public FakeLastUsage LastUsage { get; init; } = new();

    /// <summary>The events of the key in CloudTrail's event history, besides that of <see cref="LastUsage"/>.</summary>
    public IReadOnlyList<FakeKeyEvent> Events { get; init; } = [];

    internal string Region => Arn.Split(':')[3];

    internal string AccountId => Arn.Split(':')[4];

    internal string KeyId => Arn[(Arn.LastIndexOf('/') + 1)..];
}

/// <summary>How a multi-Region key is related to others.</summary>
public sealed record FakeMultiRegion
{
    /// <summary>PRIMARY or REPLICA.</summary>
    public required string Type { get; init; }

    public required string PrimaryArn { get; init; }

    public IReadOnlyList<string> ReplicaArns { get; init; } = [];
}

/// <summary>Automatic rotation.</summary>
public sealed record FakeRotationStatus
{
    public bool Enabled { get; init; } = true;

    /// <summary>90 to 2560. Absent while enabled: 365.</summary>
    public int? PeriodInDays { get; init; }

    public ScenarioTime? NextRotationDate { get; init; }
}

/// <summary>A completed rotation.</summary>
public sealed record FakeRotation
{
    public required ScenarioTime Date { get; init; }

    /// <summary>AUTOMATIC or ON_DEMAND.</summary>
    public string Type { get; init; } = "AUTOMATIC";
}

/// <summary>The last cryptographic use of a key; without <see cref="LastUsed"/>, it was not used since tracking started.</summary>
public sealed record FakeLastUsage
{
    /// <summary>Absent: the later of the key's creation and a year ago.</summary>
    public ScenarioTime? TrackingStart { get; init; }

    public ScenarioTime? LastUsed { get; init; }

    public string Operation { get; init; } = "Decrypt";

    /// <summary>The CloudTrail event ID. Absent: one derived from the key.</summary>
    public string? EventId { get; init; }

    /// <summary>The caller, as in an event. Absent: the event history does not have the event.</summary>
    public string? By { get; init; }
}
