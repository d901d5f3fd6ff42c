using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>One External cluster whose key has the policy of a case.</summary>
internal static class KeyPolicyWorld
{
    public const string Key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string Role = "arn:aws:iam::444455556666:role/camunda/tenant-acme";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    public static RuleContext With(KeyPolicyCase @case)
    {
        Arn.TryParse(@case.RoleArn, out var role).ShouldBeTrue();
        var key = KmsKeyArn.Parse(@case.KeyArn);
        var cluster = new Cluster
        {
            Id = "0b0e9c7e-1111-4222-8333-444455556666",
            Name = "payments",
            Provider = CloudProvider.Aws,
            Region = key.Region,
            Encryption = new DeclaredEncryption.External(role!, key, null),
        };
        var evidence = new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = "audit-1",
            AuditedAt = Now,
            Parameters = new AuditParameters(),
            Organization = new Organization { Id = "acme", Name = "Acme", Clusters = [cluster] },
            Clouds = new CloudEvidence { Keys = [Evidence(@case, key)] },
        };
        return new RuleContext(new EvidenceIndex(evidence), cluster);
    }

    private static KmsKeyEvidence Evidence(KeyPolicyCase @case, KmsKeyArn key) => new()
    {
        KeyArn = key.Value,
        Metadata = Read("kms:DescribeKey", key, @case.MetadataAbsence, () => new KmsKeyMetadata
        {
            Arn = key.Value,
            KeyId = key.KeyId,
            AccountId = key.AccountId,
            KeyState = "Enabled",
            KeySpec = "SYMMETRIC_DEFAULT",
            KeyUsage = "ENCRYPT_DECRYPT",
            KeyManager = "CUSTOMER",
            Origin = "AWS_KMS",
        }),
        Policy = Read("kms:GetKeyPolicy", key, @case.PolicyAbsence, () => new KeyPolicyText(@case.PolicyText!)),
        Grants = Read("kms:ListGrants", key, @case.GrantsAbsence, () => new KeyGrants(@case.Grants)),
        RotationStatus = Missing<KeyRotationStatus>("kms:GetKeyRotationStatus", key),
        Rotations = Missing<KeyRotations>("kms:ListKeyRotations", key),
        LastUsage = Missing<KeyLastUsage>("kms:GetKeyLastUsage", key),
    };

    private static Collected<T> Read<T>(string source, KmsKeyArn key, Absence? absence, Func<T> value)
        where T : class => Missing<T>(source, key) with { Value = absence is null ? value() : null, Absence = absence };

    private static Collected<T> Missing<T>(string source, KmsKeyArn key)
        where T : class => new() { Source = source, Resource = key.Value, CollectedAt = Now };
}
