using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Core.Tests.Rules;

/// <summary>
/// What Google Cloud returns in a case: <c>"google": {"key": {…}, "versions": {"items": […]}, "policy": {"items": […]}, "keyRingPolicy": {"items": […]}}</c>.
/// If the audit reads the use of keys, a case also has <c>"use": {"total": {…}, "versions": {"1": {…}}, "retired": {…}}</c>.
/// </summary>
internal sealed partial class CaseWorld
{
    private ImmutableArray<CryptoKeyEvidence> CryptoKeys(Cluster cluster)
    {
        return CryptoKeyName.Of(cluster.Encryption) is { } name && json["google"] is JsonObject google
            ?
            [
                new CryptoKeyEvidence
                {
                    Name = name,
                    Key = Collect<CryptoKey>(google["key"], "cloudkms.cryptoKeys.get", name),
                    Versions = Collect<CryptoKeyVersions>(google["versions"], "cloudkms.cryptoKeyVersions.list", name),
                    Policy = Collect<IamBindings>(google["policy"], "cloudkms.cryptoKeys.getIamPolicy", name),
                    KeyRingPolicy = Collect<IamBindings>(google["keyRingPolicy"], "cloudkms.keyRings.getIamPolicy", name.Split("/cryptoKeys/")[0]),
                },
            ]
            : [];
    }

    private ImmutableArray<CryptoKeyUseEvidence> CryptoKeyUses(Cluster cluster)
    {
        const string Summary = "kmsinventory.getProtectedResourcesSummary";
        return CryptoKeyName.Of(cluster.Encryption) is { } name && json["google"]?["use"] is JsonObject use
            ?
            [
                new CryptoKeyUseEvidence
                {
                    Name = name,
                    Total = Collect<ProtectedResources>(use["total"], Summary, name),
                    Versions = [.. (use["versions"] as JsonObject ?? []).Select(version => Collect<ProtectedResources>(version.Value, Summary, $"{name}/cryptoKeyVersions/{version.Key}"))],
                    Retired = Collect<RetiredKeys>(use["retired"], "cloudkms.retiredResources.list", CryptoKeyName.LocationOf(name)),
                },
            ]
            : [];
    }
}
