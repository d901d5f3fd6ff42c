using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Core.Tests.Rules;

/// <summary>Google's side of a case: <c>"google": {"key": {…}, "versions": {"items": […]}, "policy": {"items": […]}, "keyRingPolicy": {"items": […]}}</c>.</summary>
internal sealed partial class CaseWorld
{
    private ImmutableArray<CryptoKeyEvidence> CryptoKeys(Cluster cluster)
    {
        var name = cluster.Encryption switch
        {
            DeclaredEncryption.Software software => software.CryptoKey,
            DeclaredEncryption.Hardware hardware => hardware.CryptoKey,
            _ => null,
        };
        return name is not null && json["google"] is JsonObject google
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
}
