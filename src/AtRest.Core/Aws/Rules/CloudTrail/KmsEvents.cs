namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>The management events of AWS KMS as CloudTrail sorts them (https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html).</summary>
internal static class KmsEvents
{
    public const string ApiCall = "AwsApiCall";

    /// <summary>What KMS does by itself: a deletion that falls due, material that expires, a rotation, the copying to replicas (https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html).</summary>
    public const string ServiceEvent = "AwsServiceEvent";

    /// <summary>Stands for any operation that AWS may add: a selector that lists names misses it.</summary>
    public const string AnyOther = "(any other)";

    private static readonly (string Name, string Type)[] Reads =
    [
        .. new[]
        {
            "Decrypt", "DeriveSharedSecret", "DescribeCustomKeyStores", "DescribeKey", "Encrypt", "GenerateDataKey", "GenerateDataKeyPair",
            "GenerateDataKeyPairWithoutPlaintext", "GenerateDataKeyWithoutPlaintext", "GenerateMac", "GenerateRandom", "GetKeyLastUsage", "GetKeyPolicy",
            "GetKeyRotationStatus", "GetParametersForImport", "GetPublicKey", "ListAliases", "ListGrants", "ListKeyPolicies", "ListKeyRotations", "ListKeys",
            "ListResourceTags", "ListRetirableGrants", "ReEncrypt", "Sign", "Verify", "VerifyMac", AnyOther,
        }.Select(name => (name, ApiCall)),
    ];

    private static readonly (string Name, string Type)[] Writes =
    [
        .. new[]
        {
            "CancelKeyDeletion", "ConnectCustomKeyStore", "CreateAlias", "CreateCustomKeyStore", "CreateGrant", "CreateKey", "DeleteAlias",
            "DeleteCustomKeyStore", "DeleteImportedKeyMaterial", "DisableKey", "DisableKeyRotation", "DisconnectCustomKeyStore", "EnableKey",
            "EnableKeyRotation", "ImportKeyMaterial", "PutKeyPolicy", "ReplicateKey", "RetireGrant", "RevokeGrant", "RotateKeyOnDemand",
            "ScheduleKeyDeletion", "TagResource", "UntagResource", "UpdateAlias", "UpdateCustomKeyStore", "UpdateKeyDescription", "UpdatePrimaryRegion", AnyOther,
        }.Select(name => (name, ApiCall)),
        .. new[] { "DeleteExpiredKeyMaterial", "DeleteKey", "RotateKey", "SynchronizeMultiRegionKey", AnyOther }.Select(name => (name, ServiceEvent)),
    ];

    public static IReadOnlyList<(string Name, string Type)> Of(bool readOnly) => readOnly ? Reads : Writes;
}
