using System.Text.Json.Nodes;

namespace AtRest.FakeClouds.Google;

/// <summary>
/// The numbers of Cloud KMS's enumerated values (https://github.com/googleapis/googleapis/blob/master/google/cloud/kms/v1/resources.proto), for clients that request
/// <c>$alt=json;enum-encoding=int</c>, as Google's own do. A value that is not listed remains a name.
/// </summary>
internal static class EnumNumbers
{
    private static readonly Dictionary<string, Dictionary<string, int>> ByMember = new()
    {
        ["purpose"] = Parse("""
            ENCRYPT_DECRYPT=1 ASYMMETRIC_SIGN=5 ASYMMETRIC_DECRYPT=6 RAW_ENCRYPT_DECRYPT=7 MAC=9 KEY_ENCAPSULATION=10 AES_WRAPPING=11
            """),
        ["state"] = Parse("""
            PENDING_GENERATION=5 ENABLED=1 DISABLED=2 DESTROYED=3 DESTROY_SCHEDULED=4 PENDING_IMPORT=6 IMPORT_FAILED=7 GENERATION_FAILED=8
            PENDING_EXTERNAL_DESTRUCTION=9 EXTERNAL_DESTRUCTION_FAILED=10
            """),
        ["protectionLevel"] = Parse("""
            SOFTWARE=1 HSM=2 EXTERNAL=3 EXTERNAL_VPC=4 HSM_SINGLE_TENANT=5
            """),
        ["algorithm"] = Parse("""
            GOOGLE_SYMMETRIC_ENCRYPTION=1 AES_128_GCM=41 AES_256_GCM=19 AES_128_CBC=42 AES_256_CBC=43 AES_128_CTR=44 AES_256_CTR=45
            RSA_SIGN_PSS_2048_SHA256=2 RSA_SIGN_PSS_3072_SHA256=3 RSA_SIGN_PSS_4096_SHA256=4 RSA_SIGN_PSS_4096_SHA512=15 RSA_SIGN_PKCS1_2048_SHA256=5
            RSA_SIGN_PKCS1_3072_SHA256=6 RSA_SIGN_PKCS1_4096_SHA256=7 RSA_SIGN_PKCS1_4096_SHA512=16 RSA_SIGN_RAW_PKCS1_2048=28
            RSA_SIGN_RAW_PKCS1_3072=29 RSA_SIGN_RAW_PKCS1_4096=30 RSA_DECRYPT_OAEP_2048_SHA256=8 RSA_DECRYPT_OAEP_3072_SHA256=9
            RSA_DECRYPT_OAEP_4096_SHA256=10 RSA_DECRYPT_OAEP_4096_SHA512=17 RSA_DECRYPT_OAEP_2048_SHA1=37 RSA_DECRYPT_OAEP_3072_SHA1=38
            RSA_DECRYPT_OAEP_4096_SHA1=39 EC_SIGN_P256_SHA256=12 EC_SIGN_P384_SHA384=13 EC_SIGN_SECP256K1_SHA256=31 EC_SIGN_ED25519=40 HMAC_SHA256=32
            HMAC_SHA1=33 HMAC_SHA384=34 HMAC_SHA512=35 HMAC_SHA224=36 EXTERNAL_SYMMETRIC_ENCRYPTION=18 ML_KEM_768=47 ML_KEM_1024=48 KEM_XWING=63
            PQ_SIGN_ML_DSA_44=68 PQ_SIGN_ML_DSA_65=56 PQ_SIGN_ML_DSA_87=69 PQ_SIGN_SLH_DSA_SHA2_128S=57 PQ_SIGN_HASH_SLH_DSA_SHA2_128S_SHA256=60
            PQ_SIGN_ML_DSA_44_EXTERNAL_MU=70 PQ_SIGN_ML_DSA_65_EXTERNAL_MU=67 PQ_SIGN_ML_DSA_87_EXTERNAL_MU=71 AES_256_KWP=73
            """),
        ["format"] = Parse("""
            CAVIUM_V1_COMPRESSED=3 CAVIUM_V2_COMPRESSED=4
            """),
        ["warningCode"] = Parse("""
            INSUFFICIENT_PERMISSIONS_PARTIAL_DATA=1 RESOURCE_LIMIT_EXCEEDED_PARTIAL_DATA=2 ORG_LESS_PROJECT_PARTIAL_DATA=3
            """),
        ["allowedAccessReasons"] = Parse("""
            CUSTOMER_INITIATED_SUPPORT=1 GOOGLE_INITIATED_SERVICE=2 THIRD_PARTY_DATA_REQUEST=3 GOOGLE_INITIATED_REVIEW=4 CUSTOMER_INITIATED_ACCESS=5
            GOOGLE_INITIATED_SYSTEM_OPERATION=6 REASON_NOT_EXPECTED=7 MODIFIED_CUSTOMER_INITIATED_ACCESS=8
            MODIFIED_GOOGLE_INITIATED_SYSTEM_OPERATION=9 GOOGLE_RESPONSE_TO_PRODUCTION_ALERT=10 CUSTOMER_AUTHORIZED_WORKFLOW_SERVICING=11
            """),
    };

    private static Dictionary<string, int> Parse(string values) => values
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Select(value => value.Split('='))
        .ToDictionary(parts => parts[0], parts => int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Replaces names with numbers, at all levels.</summary>
    public static void Replace(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members.ToArray())
                {
                    if (value is JsonValue text && ByMember.TryGetValue(name, out Dictionary<string, int>? numbers) && numbers.TryGetValue(text.ToString(), out int number))
                    {
                        members[name] = number;
                    }
                    else if (value is JsonArray list && ByMember.TryGetValue(name, out Dictionary<string, int>? ofList))
                    {
                        members[name] = new JsonArray([.. list.Select(entry => ofList.TryGetValue(entry!.ToString(), out int code) ? JsonValue.Create(code) : entry!.DeepClone())]);
                    }
                    else
                    {
                        Replace(value);
                    }
                }

                break;
            case JsonArray entries:
                foreach (JsonNode? entry in entries)
                {
                    Replace(entry);
                }

                break;
        }
    }
}
