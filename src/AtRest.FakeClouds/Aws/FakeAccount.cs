using AtRest.FakeClouds.Aws.CloudWatch;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Aws;

/// <summary>An AWS account, with its roles that can be assumed. Other roles cannot.</summary>
public sealed record FakeAccount
{
    /// <summary>12 digits.</summary>
    public required string AccountId { get; init; }

    public IReadOnlyList<FakeRole> Roles { get; init; } = [];

    /// <summary>The account's public access block in S3. Absent: none.</summary>
    public FakePublicAccessBlock? PublicAccessBlock { get; init; }

    /// <summary>Whether the account can use event data stores: CloudTrail Lake is closed to new customers.</summary>
    public bool CloudTrailLake { get; init; } = true;

    /// <summary>The requests to AWS KMS that CloudWatch counts for the account. Absent: none.</summary>
    public IReadOnlyList<FakeKmsRequests> KmsRequests { get; init; } = [];
}

/// <summary>A role that <c>sts:AssumeRole</c> issues credentials for.</summary>
public sealed record FakeRole
{
    public required string Arn { get; init; }

    /// <summary>The required external ID. Absent: any external ID, or none.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The token that <c>sts:AssumeRoleWithWebIdentity</c> accepts for the role. Absent: none.</summary>
    public FakeWebIdentityTrust? WebIdentity { get; init; }

    /// <summary>The longest session that can be requested, 3600 to 43200 (https://docs.aws.amazon.com/IAM/latest/APIReference/API_Role.html). AWS's default is an hour.</summary>
    public int MaxSessionDurationSeconds { get; init; } = 3600;

    /// <summary>The operations that sessions of the role are denied: <c>kms:GetKeyPolicy</c>, <c>s3:*</c>.</summary>
    public IReadOnlyList<string> Deny { get; init; } = [];
}

/// <summary>A base credential. Its secret does not matter, because signatures are not verified.</summary>
public sealed record FakeCredential
{
    public required string AccessKeyId { get; init; }

    public required string AccountId { get; init; }
}
