namespace AtRest.KeyPolicies.Access;

/// <summary>The properties of a key from <c>DescribeKey</c> that condition keys can name. Null if a property was not read.</summary>
public sealed record KeyFacts
{
    /// <summary>Such as <c>SYMMETRIC_DEFAULT</c>.</summary>
    public string? KeySpec { get; init; }

    /// <summary>Such as <c>ENCRYPT_DECRYPT</c>.</summary>
    public string? KeyUsage { get; init; }

    /// <summary>Such as <c>AWS_KMS</c>.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether it is a multi-Region key.</summary>
    public bool MultiRegion { get; init; }

    /// <summary><c>PRIMARY</c> or <c>REPLICA</c>; null for a single-Region key.</summary>
    public string? MultiRegionKeyType { get; init; }
}
