using AtRest.Core.Audits;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Packing;

namespace AtRest.Core.Google;

/// <summary>What Google Cloud's rules find in the evidence of an audit.</summary>
public static class GoogleEvidenceIndex
{
    /// <summary>What Google Cloud KMS said about a key.</summary>
    public static CryptoKeyEvidence CryptoKey(this EvidenceIndex index, string name) => Of(index).Find(name) ?? new CryptoKeyEvidence
    {
        Name = name,
        Key = index.Missing<CryptoKey>("cloudkms.cryptoKeys.get", name),
        Versions = index.Missing<CryptoKeyVersions>("cloudkms.cryptoKeyVersions.list", name),
        Policy = index.Missing<IamBindings>("cloudkms.cryptoKeys.getIamPolicy", name),
        KeyRingPolicy = index.Missing<IamBindings>("cloudkms.keyRings.getIamPolicy", CryptoKeyName.KeyRingOf(name)),
    };

    /// <summary>What Google's inventories have about a key; null if the audit did not ask for the use of keys.</summary>
    public static CryptoKeyUseEvidence? CryptoKeyUse(this EvidenceIndex index, string name) => UsesOf(index).Find(name);

    private static PackedIndex<CryptoKeyUseEvidence> UsesOf(EvidenceIndex index) =>
        index.Derived("", () => new PackedIndex<CryptoKeyUseEvidence>(index.Evidence.Clouds.Google.CryptoKeyUses, use => use.Name));

    private static PackedIndex<CryptoKeyEvidence> Of(EvidenceIndex index) =>
        index.Derived("", () => new PackedIndex<CryptoKeyEvidence>(index.Evidence.Clouds.Google.CryptoKeys, key => key.Name));
}
