using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Aws;

/// <summary>An AWS account and the roles in it that may be assumed. A role that is not listed cannot be.</summary>
public sealed record FakeAccount
{
    /// <summary>12 digits.</summary>
    public required string AccountId { get; init; }

    public IReadOnlyList<FakeRole> Roles { get; init; } = [];

    /// <summary>The account's public access block in S3. Absent: it has none.</summary>
    public FakePublicAccessBlock? PublicAccessBlock { get; init; }

    /// <summary>Whether it may use event data stores: CloudTrail Lake is closed to new customers.</summary>
    public bool CloudTrailLake { get; init; } = true;
}

/// <summary>A role that <c>sts:AssumeRole</c> gives credentials for.</summary>
public sealed record FakeRole
{
    public required string Arn { get; init; }

    /// <summary>AssumeRole must present exactly this. Absent: any external id, or none, will do.</summary>
    public string? ExternalId { get; init; }

    /// <summary>Whose token <c>sts:AssumeRoleWithWebIdentity</c> gives credentials for. Absent: nobody's.</summary>
    public FakeWebIdentityTrust? WebIdentity { get; init; }

    /// <summary>The longest session that may be asked for, 3600 to 43200 (https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html). AWS's default is an hour.</summary>
    public int MaxSessionDurationSeconds { get; init; } = 3600;

    /// <summary>What sessions of the role are refused: <c>kms:GetKeyPolicy</c>, <c>s3:*</c>.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];
}

/// <summary>A base credential. Its secret is never looked at: signatures are not verified.</summary>
public sealed record FakeCredential
{
    public required string AccessKeyId { get; init; }

    public required string AccountId { get; init; }
}
