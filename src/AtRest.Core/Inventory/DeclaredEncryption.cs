using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Inventory;

/// <summary>The declared encryption of a cluster: one of the four types, with a key if the type has one. A cloud may add its own form of a type.</summary>
public abstract record DeclaredEncryption
{
    private protected DeclaredEncryption()
    {
    }

    public abstract EncryptionType Type { get; }

    /// <summary>The cloud of the declared key; null if no key is declared, because the key belongs to the hosting cloud.</summary>
    public virtual CloudProvider? KeyCloud => null;

    /// <summary>The declared keys.</summary>
    internal virtual IEnumerable<DeclaredKey> Keys => [];

    /// <summary>A cluster that Camunda reports and the inventory does not declare. It is never in an inventory.</summary>
    public sealed record Undeclared : DeclaredEncryption
    {
        public override EncryptionType Type => EncryptionType.None;
    }

    /// <summary>A provider-managed key, which needs no further declaration.</summary>
    public sealed record Provider : DeclaredEncryption
    {
        public override EncryptionType Type => EncryptionType.Provider;
    }

    /// <summary>Camunda-managed software key. The crypto key's resource name is <c>projects/P/locations/L/keyRings/R/cryptoKeys/K</c>.</summary>
    public sealed record Software(string? CryptoKey) : DeclaredEncryption
    {
        public override EncryptionType Type => EncryptionType.Software;

        public override CloudProvider? KeyCloud => CloudProvider.Gcp;

        internal override IEnumerable<DeclaredKey> Keys => CryptoKey is null ? [] : [DeclaredKey.Of(CryptoKey)];
    }

    /// <summary>Camunda-managed hardware key.</summary>
    public sealed record Hardware(string? CryptoKey) : DeclaredEncryption
    {
        public override EncryptionType Type => EncryptionType.Hardware;

        public override CloudProvider? KeyCloud => CloudProvider.Gcp;

        internal override IEnumerable<DeclaredKey> Keys => CryptoKey is null ? [] : [DeclaredKey.Of(CryptoKey)];
    }

    /// <summary>
    /// The customer's AWS KMS key. The role is the cluster's "Amazon Role ARN" in the Camunda Console. The secondary key belongs to the backup region.
    /// </summary>
    public sealed record External(Arn RoleArn, KmsKeyArn PrimaryKeyArn, KmsKeyArn? SecondaryKeyArn) : DeclaredEncryption
    {
        public override EncryptionType Type => EncryptionType.External;

        public override CloudProvider? KeyCloud => CloudProvider.Aws;

        internal override IEnumerable<DeclaredKey> Keys => SecondaryKeyArn is null ? [DeclaredKey.Of(PrimaryKeyArn)] : [DeclaredKey.Of(PrimaryKeyArn), DeclaredKey.Of(SecondaryKeyArn)];
    }
}
