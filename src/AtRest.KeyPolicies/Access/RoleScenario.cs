using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>
/// A way in which a cluster uses the key. The disks of Zeebe and Elasticsearch are EBS volumes; backups and documents are in S3
/// (https://docs.camunda.io/docs/components/saas/byok/).
/// </summary>
/// <param name="Phrase">The phrase for messages: <c>directly</c>, <c>through EBS</c> or <c>through S3</c>.</param>
/// <param name="Service">The name of the service in <c>kms:ViaService</c>; null for direct calls.</param>
/// <param name="Actions">The actions that the cluster needs in this way.</param>
public sealed record RoleScenario(string Phrase, string? Service, ImmutableArray<string> Actions)
{
    /// <summary>The role calls AWS KMS directly.</summary>
    public static RoleScenario Direct { get; } = new("directly", null, KmsActions.Required);

    /// <summary>EBS calls AWS KMS for the role (https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html).</summary>
    public static RoleScenario ThroughEbs { get; } = new(
        "through EBS",
        "ec2",
        ["kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey", "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant"]);

    /// <summary>S3 calls AWS KMS for the role (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html).</summary>
    public static RoleScenario ThroughS3 { get; } = new("through S3", "s3", ["kms:Decrypt", "kms:GenerateDataKey"]);

    /// <summary>EC2 decrypts the data keys of the cluster's volumes, with its infrastructure role in the account of the cluster's role.</summary>
    public static RoleScenario Volumes { get; } = new("as EC2, for the cluster's volumes", "ec2", ["kms:Decrypt"]);

    /// <summary>The scenarios in which the cluster's role is the caller.</summary>
    public static ImmutableArray<RoleScenario> All { get; } = [Direct, ThroughEbs, ThroughS3];
}
