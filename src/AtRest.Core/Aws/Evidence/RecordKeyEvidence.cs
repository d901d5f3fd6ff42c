using AtRest.Core.Evidence;

namespace AtRest.Core.Aws.Evidence;

/// <summary>The evidence about a key that encrypts the record of key use, and that is not the key of an audited cluster.</summary>
public sealed record RecordKeyEvidence
{
    public required string KeyArn { get; init; }

    /// <summary><c>kms:DescribeKey</c>.</summary>
    public required Collected<KmsKeyMetadata> Metadata { get; init; }

    /// <summary><c>kms:GetKeyPolicy</c>.</summary>
    public required Collected<KeyPolicyText> Policy { get; init; }
}
