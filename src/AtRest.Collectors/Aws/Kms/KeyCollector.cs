using Amazon.KeyManagementService;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Aws.Kms;

/// <summary>All evidence about one key: DescribeKey first, then the rest side by side.</summary>
internal sealed class KeyCollector(KmsReader kms, EvidenceReader reader)
{
    private const int LongestPeriodInDays = 365;
    private const string ImportedOrigin = "EXTERNAL";

    public async Task<KmsKeyEvidence> CollectAsync(AccountSession session, KmsKeyArn key, CancellationToken cancellationToken)
    {
        var metadata = await kms.DescribeAsync(session, key, cancellationToken);
        if (metadata.Absence?.Kind == AbsenceKind.NotFound)
        {
            return Missing(key, metadata);
        }

        var policy = kms.PolicyAsync(session, key, cancellationToken);
        var rotation = RotationAsync(session, key, metadata.Value, cancellationToken);
        var grants = kms.GrantsAsync(session, key, cancellationToken);
        var lastUsage = kms.LastUsageAsync(session, key, cancellationToken);
        await Task.WhenAll(policy, rotation, grants, lastUsage);
        var (status, rotations) = await rotation;
        return new KmsKeyEvidence
        {
            KeyArn = key.Value,
            Metadata = metadata,
            Policy = await policy,
            RotationStatus = status,
            Rotations = rotations,
            Grants = await grants,
            LastUsage = await lastUsage,
        };
    }

    private async Task<(Collected<KeyRotationStatus> Status, Collected<KeyRotations> Rotations)> RotationAsync(
        AccountSession session, KmsKeyArn key, KmsKeyMetadata? metadata, CancellationToken cancellationToken)
    {
        // Rotation is set on the primary key, and its replicas follow it.
        var asked = PrimaryOf(metadata) ?? key;
        var status = await kms.RotationStatusAsync(session, asked, cancellationToken);
        if (asked != key && status.Absence is { Kind: not AbsenceKind.Unsupported })
        {
            asked = key;
            status = await kms.RotationStatusAsync(session, key, cancellationToken);
        }

        // AWS does not rotate a disabled key, whatever its status says: then its history counts.
        if (status.Value is { Enabled: true, RotationPeriodInDays: null or <= LongestPeriodInDays } && metadata?.KeyState != "Disabled")
        {
            return (status, reader.Skip<KeyRotations>(
                "kms:ListKeyRotations", asked.Value, "The key rotates automatically at least once a year, so its past rotations were not asked for."));
        }

        // Imported material is imported into each key of a multi-Region set, and expires in each by itself.
        return (status, metadata?.Origin == ImportedOrigin
            ? await kms.RotationsAsync(session, key, IncludeKeyMaterial.ALL_KEY_MATERIAL, cancellationToken)
            : await kms.RotationsAsync(session, asked, included: null, cancellationToken));
    }

    private static KmsKeyArn? PrimaryOf(KmsKeyMetadata? metadata) =>
        metadata is { MultiRegionKeyType: "REPLICA" } && KmsKeyArn.TryParse(metadata.MultiRegionPrimaryArn, out var primary) ? primary : null;

    private KmsKeyEvidence Missing(KmsKeyArn key, Collected<KmsKeyMetadata> metadata)
    {
        const string Cause = "The key does not exist, so nothing more was asked about it.";
        return new KmsKeyEvidence
        {
            KeyArn = key.Value,
            Metadata = metadata,
            Policy = reader.Skip<KeyPolicyText>("kms:GetKeyPolicy", key.Value, Cause),
            RotationStatus = reader.Skip<KeyRotationStatus>("kms:GetKeyRotationStatus", key.Value, Cause),
            Rotations = reader.Skip<KeyRotations>("kms:ListKeyRotations", key.Value, Cause),
            Grants = reader.Skip<KeyGrants>("kms:ListGrants", key.Value, Cause),
            LastUsage = reader.Skip<KeyLastUsage>("kms:GetKeyLastUsage", key.Value, Cause),
        };
    }
}
