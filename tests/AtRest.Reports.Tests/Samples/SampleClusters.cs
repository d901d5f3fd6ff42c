using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Reports.Tests.Samples;

internal static class SampleClusters
{
    public const string PrimaryKey = "arn:aws:kms:eu-central-1:111122223333:key/8f3c1d2e-4b5a-4c6d-9e7f-0a1b2c3d4e5f";
    public const string SecondaryKey = "arn:aws:kms:eu-west-1:111122223333:key/1a2b3c4d-5e6f-4a7b-8c9d-0e1f2a3b4c5d";

    public static Cluster External(string name, string id = "0f6e8c1a-6b1d-4a53-9d0e-2f1b8c7a5e10", string? stage = "prod", string? secondaryKey = null, string primaryKey = PrimaryKey) => new()
    {
        Id = id,
        Name = name,
        Stage = stage,
        Provider = CloudProvider.Aws,
        Region = "eu-central-1",
        BackupRegion = secondaryKey is null ? null : "eu-west-1",
        Encryption = new DeclaredEncryption.External(
            Role("arn:aws:iam::444455556666:role/camunda/saas/production/tenant-zuercher-handelsbank-0f6e8c1a-6b1d-4a53-9d0e-2f1b8c7a5e10"),
            KmsKeyArn.Parse(primaryKey),
            secondaryKey is null ? null : KmsKeyArn.Parse(secondaryKey)),
    };

    public static Cluster Google(string name, string id, DeclaredEncryption encryption) => new()
    {
        Id = id,
        Name = name,
        Provider = CloudProvider.Gcp,
        Region = "europe-west1",
        Encryption = encryption,
    };

    private static Arn Role(string text) => Arn.TryParse(text, out var arn) ? arn : throw new FormatException(text);
}
