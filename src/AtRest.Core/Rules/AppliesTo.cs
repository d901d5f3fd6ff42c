using AtRest.Core.Inventory;

namespace AtRest.Core.Rules;

/// <summary>The declared encryption that a rule applies to: its type, and the cloud that holds the key.</summary>
/// <param name="Types">The declared types.</param>
/// <param name="KeyCloud">The cloud of the keys that the rule judges; null for a rule that judges no key of one cloud.</param>
public readonly record struct AppliesTo(EncryptionType Types, CloudProvider? KeyCloud)
{
    /// <summary>These types, wherever the key is.</summary>
    public static implicit operator AppliesTo(EncryptionType types) => new(types, null);

    /// <summary>Every declared type, wherever the key is.</summary>
    public bool IsEverything => Types == EncryptionType.All && KeyCloud is null;

    /// <summary>Whether the rule judges a cluster with this declaration.</summary>
    public bool Covers(DeclaredEncryption declared) => Covers(declared.Type) && (KeyCloud is null || KeyCloud == declared.KeyCloud);

    /// <summary>Whether the rule judges clusters of this type, on some cloud.</summary>
    public bool Covers(EncryptionType type) => type != EncryptionType.None && Types.HasFlag(type);
}

/// <summary>Writes what a rule applies to.</summary>
public static class AppliesToExtensions
{
    /// <summary>These types with a key in this cloud.</summary>
    public static AppliesTo On(this EncryptionType types, CloudProvider keyCloud) => new(types, keyCloud);
}
