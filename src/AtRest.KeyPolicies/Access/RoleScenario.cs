using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>
/// A way in which the cluster's role calls KMS. Zeebe's and Elasticsearch's disks are EBS volumes, backups and documents lie in S3
/// (https://docs.camunda.io/docs/components/saas/byok/).
/// </summary>
/// <param name="Phrase">For messages: <c>directly</c>, <c>through EBS</c>, <c>through S3</c>.</param>
/// <param name="Service">The service's name in <c>kms:ViaService</c>; null for a direct call.</param>
/// <param name="Actions">What the cluster needs on this way.</param>
public sealed record RoleScenario(string Phrase, string? Service, ImmutableArray<string> Actions)
{
    /// <summary>The role calls KMS itself.</summary>
    public static RoleScenario Direct { get; } = new("directly", null, KmsActions.Required);

    /// <summary>https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html</summary>
    public static RoleScenario ThroughEbs { get; } = new(
        "through EBS",
        "ec2",
        ["kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant"]);

    /// <summary>https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html</summary>
    public static RoleScenario ThroughS3 { get; } = new("through S3", "s3", ["kms:Decrypt", "kms:GenerateDataKey"]);

    /// <summary>EC2 decrypts the data keys of the cluster's volumes, under its own role in the account of the cluster's role.</summary>
    public static RoleScenario Volumes { get; } = new("as EC2, for the cluster's volumes", "ec2", ["kms:Decrypt"]);

    /// <summary>The ways of the cluster's role itself.</summary>
    public static ImmutableArray<RoleScenario> All { get; } = [Direct, ThroughEbs, ThroughS3];
}
