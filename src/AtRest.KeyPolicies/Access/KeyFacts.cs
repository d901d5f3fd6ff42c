namespace AtRest.KeyPolicies.Access;

/// <summary>The properties of a key from <c>DescribeKey</c> that have condition keys. A property is null if it was not read.</summary>
public sealed record KeyFacts
{
    /// <summary>The key spec, such as <c>SYMMETRIC_DEFAULT</c>.</summary>
    public string? KeySpec { get; init; }

    /// <summary>The key usage, such as <c>ENCRYPT_DECRYPT</c>.</summary>
    public string? KeyUsage { get; init; }

    /// <summary>The origin of the key material, such as <c>AWS_KMS</c>.</summary>
    public string? Origin { get; init; }

    /// <summary>Whether the key is a multi-Region key.</summary>
    public bool MultiRegion { get; init; }

    /// <summary><c>PRIMARY</c> or <c>REPLICA</c>; null for a single-Region key.</summary>
    public string? MultiRegionKeyType { get; init; }
}
