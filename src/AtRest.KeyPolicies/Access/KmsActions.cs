using System.Collections.Frozen;
using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>The kinds of KMS actions.</summary>
public enum KmsActionKind
{
    /// <summary>Uses the key material.</summary>
    Cryptographic,

    /// <summary>Creates, lists, retires or revokes grants.</summary>
    Grants,

    /// <summary>Reads properties of the key.</summary>
    Read,

    /// <summary>Changes the key or its policy, or deletes the key.</summary>
    Administrative,
}

/// <summary>
/// The KMS actions that a key policy can allow on its key
/// (https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html). Actions that key policies do not control
/// are not included.
/// </summary>
public static class KmsActions
{
    /// <summary>An action that is analyzed separately: AWS pages contradict each other on whether its requests have <c>kms:CallerAccount</c>.</summary>
    public const string RetireGrant = "kms:RetireGrant";

    /// <summary>The actions, such as <c>kms:Decrypt</c>, with their kinds.</summary>
    public static FrozenDictionary<string, KmsActionKind> All { get; } = Table().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The actions in alphabetical order, so that messages are always the same.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Table().Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Names that have no effect in a key policy: actions that only IAM policies control, and the operation ReEncrypt, which the actions ReEncryptFrom and
    /// ReEncryptTo control.
    /// </summary>
    public static ImmutableArray<string> WithoutKeyPolicy { get; } =
    [
        "kms:ConnectCustomKeyStore", "kms:CreateCustomKeyStore", "kms:CreateKey", "kms:DeleteCustomKeyStore", "kms:DescribeCustomKeyStores", "kms:DisconnectCustomKeyStore",
        "kms:GenerateRandom", "kms:ListAliases", "kms:ListKeys", "kms:ListRetirableGrants", "kms:ReEncrypt", "kms:UpdateCustomKeyStore",
    ];

    /// <summary>
    /// The actions that Camunda documents for the cluster's role (https://docs.camunda.io/docs/components/saas/byok/aws-external-encryption-setup/), with the
    /// pattern <c>kms:ReEncrypt*</c> expanded.
    /// </summary>
    public static ImmutableArray<string> Required { get; } =
    [
        "kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo", "kms:DescribeKey", "kms:GenerateDataKey",
        "kms:GenerateDataKeyWithoutPlaintext", "kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant",
    ];

    /// <summary>The required actions and those for data key pairs. The cluster does not need data key pairs, but the documented pattern <c>kms:GenerateDataKey*</c> allows them.</summary>
    public static FrozenSet<string> Permitted { get; } =
        Required.Concat(["kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext"]).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a grant can allow a required action (https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateGrant.html).</summary>
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
