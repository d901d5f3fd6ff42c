namespace AtRest.FakeClouds.Aws.S3;

/// <summary>An S3 bucket. A setting that is absent was never set.</summary>
public sealed record FakeBucket
{
    public required string Name { get; init; }

    /// <summary>The only account with access. Absent: every account has access.</summary>
    public string? OwnerAccount { get; init; }

    /// <summary>Calls for another region are redirected, as by S3. Absent: every region is accepted.</summary>
    public string? Region { get; init; }

    public IReadOnlyList<FakeLifecycleRule> Lifecycle { get; init; } = [];

    public FakeVersioning? Versioning { get; init; }

    public FakeObjectLock? ObjectLock { get; init; }

    public FakePublicAccessBlock? PublicAccessBlock { get; init; }

    /// <summary>Whether S3 reports the bucket's policy as public. Absent: the bucket has no policy.</summary>
    public bool? PolicyIsPublic { get; init; }
}

/// <summary>Versioning of a bucket.</summary>
public sealed record FakeVersioning
{
    /// <summary>Enabled or Suspended.</summary>
    public string Status { get; init; } = "Enabled";

    public bool MfaDelete { get; init; }
}

/// <summary>Object Lock of a bucket. With a mode, it has a default retention in days or years.</summary>
public sealed record FakeObjectLock
{
    /// <summary>GOVERNANCE or COMPLIANCE.</summary>
    public string? Mode { get; init; }

    public int? Days { get; init; }

    public int? Years { get; init; }
}

/// <summary>A public access block, of a bucket or of an account.</summary>
public sealed record FakePublicAccessBlock
{
    public bool BlockPublicAcls { get; init; } = true;

    public bool IgnorePublicAcls { get; init; } = true;

    public bool BlockPublicPolicy { get; init; } = true;

    public bool RestrictPublicBuckets { get; init; } = true;
}
