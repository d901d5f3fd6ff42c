using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>What a KMS action does to a key.</summary>
public enum KmsActionKind
{
    /// <summary>Uses the key material.</summary>
    Cryptographic,

    /// <summary>Creates, lists or ends grants.</summary>
    Grants,

    /// <summary>Reads settings of the key.</summary>
    Read,

    /// <summary>Changes the key, its policy or its existence.</summary>
    Administrative,
}

/// <summary>
/// The KMS actions that a key policy can allow on its key
/// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html). Left out are those that no key
/// policy governs.
/// </summary>
public static class KmsActions
{
    /// <summary>AWS's pages disagree on whether the caller's account comes with it.</summary>
    public const string RetireGrant = "kms:RetireGrant";

    /// <summary>Each action, such as <c>kms:Decrypt</c>, with what it does.</summary>
    public static FrozenDictionary<string, KmsActionKind> All { get; } = Table().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>In alphabetical order, so that messages are the same every time.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Table().Keys.Order(StringComparer.Ordinal)];

    /// <summary>Names that a key policy may have without effect: actions that only IAM policies govern, and the operation ReEncrypt, which two actions govern.</summary>
    public static ImmutableArray<string> WithoutKeyPolicy { get; } =
    [
        "kms:ConnectCustomKeyStore", "kms:CreateCustomKeyStore", "kms:CreateKey", "kms:DeleteCustomKeyStore", "kms:DescribeCustomKeyStores", "kms:DisconnectCustomKeyStore",
        "kms:GenerateRandom", "kms:ListAliases", "kms:ListKeys", "kms:ListRetirableGrants", "kms:ReEncrypt", "kms:UpdateCustomKeyStore",
    ];

    /// <summary>What Camunda documents for the cluster's role, the pattern <c>kms:ReEncrypt*</c> spelled out.</summary>
    public static ImmutableArray<string> Required { get; } =
    [
        "kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey", "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant",
    ];

    /// <summary>The required actions and the data key pairs, which the documented pattern <c>kms:GenerateDataKey*</c> allows although the cluster does not need them.</summary>
    public static FrozenSet<string> Permitted { get; } =
        Required.Concat(["kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Actions that a grant can allow (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html), of the required ones.</summary>
    public static bool IsGrantable(string action) => action is not ("kms:ListGrants" or "kms:RevokeGrant");

    private static Dictionary<string, KmsActionKind> Table()
    {
        var table = new Dictionary<string, KmsActionKind>(StringComparer.Ordinal);
        Add(
            KmsActionKind.Cryptographic,
            "Decapsulate", "Decrypt", "DeriveSharedSecret", "Encapsulate", "Encrypt", "GenerateDataKey", "GenerateDataKeyPair", "GenerateDataKeyPairWithoutPlaintext",
            "GenerateDataKeyWithoutPlaintext", "GenerateMac", "ReEncryptFrom", "ReEncryptTo", "Sign", "Verify", "VerifyMac");
        Add(KmsActionKind.Grants, "CreateGrant", "ListGrants", "RetireGrant", "RevokeGrant");
        Add(
            KmsActionKind.Read,
            "DescribeKey", "GetKeyLastUsage", "GetKeyPolicy", "GetKeyRotationStatus", "GetParametersForImport", "GetPublicKey", "ListKeyPolicies",
            "ListKeyRotations", "ListResourceTags");
        Add(
            KmsActionKind.Administrative,
            "CancelKeyDeletion", "CreateAlias", "DeleteAlias", "DeleteImportedKeyMaterial", "DisableKey", "DisableKeyRotation", "EnableKey",
            "EnableKeyRotation", "ImportKeyMaterial", "PutKeyPolicy", "ReplicateKey", "RotateKeyOnDemand", "ScheduleKeyDeletion",
            "SynchronizeMultiRegionKey", "TagResource", "UntagResource", "UpdateAlias", "UpdateKeyDescription", "UpdatePrimaryRegion");
        return table;

        void Add(KmsActionKind kind, params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                table.Add("kms:" + name, kind);
            }
        }
    }
}
