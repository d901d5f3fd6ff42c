using System.Collections.Immutable;
using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies.Grants;

namespace AtRest.Collectors.Aws.Kms;

/// <summary>Turns the SDK's types into evidence. Lists are sorted, because AWS does not guarantee an order.</summary>
internal static class KmsTranslation
{
    public static KmsKeyMetadata ToMetadata(KeyMetadata key)
    {
        var related = key.MultiRegionConfiguration;
        return new KmsKeyMetadata
        {
            Arn = key.Arn,
            KeyId = key.KeyId,
            AccountId = key.AWSAccountId,
            KeyState = key.KeyState.Value,
            KeySpec = key.KeySpec?.Value,
            KeyUsage = key.KeyUsage?.Value,
            KeyManager = key.KeyManager?.Value,
            Origin = key.Origin?.Value,
            MultiRegion = key.MultiRegion == true,

            // A key that is named as the primary is the primary, even if its type differs: emulators confuse the two.
            MultiRegionKeyType = related?.PrimaryKey?.Arn == key.Arn ? "PRIMARY" : related?.MultiRegionKeyType?.Value,
            MultiRegionPrimaryArn = related?.PrimaryKey?.Arn,
            MultiRegionReplicaArns = [.. (related?.ReplicaKeys ?? []).Select(replica => replica.Arn).Order(StringComparer.Ordinal)],
            CreationDate = key.CreationDate.ToUtc(),
            DeletionDate = key.DeletionDate.ToUtc(),
            PendingDeletionWindowInDays = key.PendingDeletionWindowInDays,
            ValidTo = key.ValidTo.ToUtc(),
            ExpirationModel = key.ExpirationModel?.Value,
        };
    }

    public static KeyRotationStatus ToRotationStatus(GetKeyRotationStatusResponse response) => new()
    {
        Enabled = response.KeyRotationEnabled == true,
        RotationPeriodInDays = response.RotationPeriodInDays,
        NextRotationDate = response.NextRotationDate.ToUtc(),
    };

    /// <param name="rotations">As listed; with all material, the first and the waiting one have no date.</param>
    /// <param name="included">What the request included.</param>
    public static KeyRotations ToRotations(IReadOnlyList<RotationsListEntry> rotations, IncludeKeyMaterial? included) => new(
        [.. rotations.Where(rotation => rotation.RotationDate is not null)
            .Select(rotation => new KeyRotation(rotation.RotationDate.ToUtc()!.Value, rotation.RotationType?.Value ?? "UNKNOWN"))
            .OrderBy(rotation => rotation.Date)])
    {
        // An endpoint that does not know the question answers without IDs or without the end: then nothing is known about the materials.
        Materials = included == IncludeKeyMaterial.ALL_KEY_MATERIAL && rotations.Any() && rotations.All(IsDescribed)
            ? [.. rotations.Select(ToMaterial)]
            : null,
    };

    private static bool IsDescribed(RotationsListEntry entry) =>
        entry.KeyMaterialId is { Length: > 0 } && (entry.ImportState == ImportState.PENDING_IMPORT || entry.ExpirationModel == ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE || entry.ValidTo is not null);

    private static KeyMaterial ToMaterial(RotationsListEntry entry) => new()
    {
        Id = entry.KeyMaterialId,
        State = entry.KeyMaterialState?.Value,
        ImportState = entry.ImportState?.Value,
        ValidTo = entry.ExpirationModel == ExpirationModelType.KEY_MATERIAL_DOES_NOT_EXPIRE ? null : entry.ValidTo.ToUtc(),
    };

    public static KeyGrants ToGrants(IEnumerable<GrantListEntry> grants) => new(
        [.. grants.Select(ToGrant).OrderBy(grant => grant.GrantId, StringComparer.Ordinal).ThenBy(grant => grant.GranteePrincipal, StringComparer.Ordinal)]);

    public static KeyLastUsage ToLastUsage(GetKeyLastUsageResponse response) => new()
    {
        TrackingStartDate = response.TrackingStartDate.ToUtc(),
        LastUsed = response.KeyLastUsage?.Timestamp.ToUtc(),
        Operation = response.KeyLastUsage?.Operation?.Value,
        CloudTrailEventId = response.KeyLastUsage?.CloudTrailEventId,
    };

    private static KeyGrant ToGrant(GrantListEntry grant) => new()
    {
        GrantId = grant.GrantId,
        Name = grant.Name,
        GranteePrincipal = grant.GranteePrincipal,
        GranteeServicePrincipal = grant.GranteeServicePrincipal,
        RetiringPrincipal = grant.RetiringPrincipal,
        RetiringServicePrincipal = grant.RetiringServicePrincipal,
        IssuingAccount = grant.IssuingAccount,
        Operations = [.. (grant.Operations ?? []).Order(StringComparer.Ordinal)],
        EncryptionContextEquals = ToContext(grant.Constraints?.EncryptionContextEquals),
        EncryptionContextSubset = ToContext(grant.Constraints?.EncryptionContextSubset),
        SourceArn = grant.Constraints?.SourceArn,
        CreationDate = grant.CreationDate.ToUtc(),
    };

    /// <summary>An empty context that must be equal is a constraint: no pair may be there (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantConstraints.html).</summary>
    private static ImmutableSortedDictionary<string, string>? ToContext(Dictionary<string, string>? context) =>
        context is not null ? context.ToImmutableSortedDictionary(StringComparer.Ordinal) : null;
}
