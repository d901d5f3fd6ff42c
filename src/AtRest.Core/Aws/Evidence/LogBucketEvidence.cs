using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Evidence;

/// <summary>What S3 says about a bucket that a trail writes to.</summary>
public sealed record LogBucketEvidence
{
    public required string Bucket { get; init; }

    /// <summary>
    /// <c>s3:GetLifecycleConfiguration</c>. No configuration at all is a value with no rules (everything is kept), not an absence;
    /// a bucket that does not exist is <see cref="AbsenceKind.NotFound"/>.
    /// </summary>
    public required Collected<BucketLifecycle> Lifecycle { get; init; }

    /// <summary><c>s3:GetBucketVersioning</c>.</summary>
    public required Collected<BucketVersioning> Versioning { get; init; }

    /// <summary><c>s3:GetBucketObjectLockConfiguration</c>; a bucket without one is a value with <c>Enabled</c> false.</summary>
    public required Collected<BucketObjectLock> ObjectLock { get; init; }

    /// <summary><c>s3:GetBucketPublicAccessBlock</c>; a bucket without one is <see cref="AbsenceKind.NotFound"/>.</summary>
    public required Collected<BucketPublicAccessBlock> PublicAccessBlock { get; init; }

    /// <summary><c>s3:GetBucketPolicyStatus</c>, asked where the bucket's own block is not complete; a bucket without a policy is a value with <c>IsPublic</c> false.</summary>
    public Collected<BucketPolicyStatus>? PolicyStatus { get; init; }

    /// <summary>
    /// <c>s3:GetAccountPublicAccessBlock</c> of the account that owns the bucket, asked where the bucket's own block is not complete; an account without one is a value with all
    /// settings off. The resource is the bucket's name.
    /// </summary>
    public Collected<BucketPublicAccessBlock>? AccountPublicAccessBlock { get; init; }
}

/// <summary>The lifecycle rules of a bucket.</summary>
public sealed record BucketLifecycle(ImmutableArray<LifecycleRule> Rules);

/// <summary>A lifecycle rule (https://docs.aws.amazon.com/AmazonS3/latest/API/API_LifecycleRule.html); of transitions only those to an archive are kept: the others change neither how long nor how fast a file can be read.</summary>
public sealed record LifecycleRule
{
    public string? Id { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>The prefix that the filter asks for; empty: the whole bucket.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The filter also asks for object tags, which an auditor cannot see.</summary>
    public bool FiltersByTag { get; init; }

    /// <summary>The filter also asks for an object size.</summary>
    public bool FiltersBySize { get; init; }

    public int? ExpirationDays { get; init; }

    public DateTimeOffset? ExpirationDate { get; init; }

    public int? NoncurrentExpirationDays { get; init; }

    /// <summary>How many newer noncurrent versions are kept whatever their age.</summary>
    public int? NewerNoncurrentVersions { get; init; }

    /// <summary>
    /// Days after which files move to a storage class from which they have to be restored before they can be read (GLACIER, DEEP_ARCHIVE); null: never.
    /// Evidence that was saved by an earlier release has none.
    /// </summary>
    public int? ArchivedAfterDays { get; init; }
}

/// <summary>Versioning of a bucket.</summary>
public sealed record BucketVersioning
{
    /// <summary>Enabled or Suspended; null if versioning was never set.</summary>
    public string? Status { get; init; }

    public bool MfaDelete { get; init; }
}

/// <summary>Object Lock of a bucket.</summary>
public sealed record BucketObjectLock
{
    public required bool Enabled { get; init; }

    /// <summary>GOVERNANCE or COMPLIANCE; null without a default retention.</summary>
    public string? DefaultMode { get; init; }

    public int? DefaultRetentionDays { get; init; }

    public int? DefaultRetentionYears { get; init; }
}

/// <summary>Whether S3 takes a bucket's policy for public (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).</summary>
public sealed record BucketPolicyStatus(bool IsPublic);

/// <summary>The four settings of a bucket's or an account's public access block.</summary>
public sealed record BucketPublicAccessBlock
{
    public required bool BlockPublicAcls { get; init; }

    public required bool IgnorePublicAcls { get; init; }

    public required bool BlockPublicPolicy { get; init; }

    public required bool RestrictPublicBuckets { get; init; }
}
