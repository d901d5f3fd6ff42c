using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Rules.AwsKms;

/// <summary>
/// The steps that bring material of one's own into a key (https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-conceptual.html): a wrapping key and an import token,
/// which belong together and are good for 24 hours, the wrapped material, and the import.
/// </summary>
internal static class ImportCommands
{
    /// <summary>Makes 256 bits of new material and keeps them in a file.</summary>
    public const string NewMaterial = "openssl rand -out material.bin 32";

    /// <param name="key">Where the material of <c>material.bin</c> goes.</param>
    /// <param name="importType"><c>NEW_KEY_MATERIAL</c> or <c>EXISTING_KEY_MATERIAL</c> (https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html).</param>
    public static string Import(KmsKeyArn key, string importType) => string.Join(
        '\n',
        AwsCli.Command(
            "kms", "get-parameters-for-import", "--key-id", key.Value, "--wrapping-algorithm", "RSAES_OAEP_SHA_256", "--wrapping-key-spec", "RSA_4096", "--region", key.Region,
            "--query", "[PublicKey,ImportToken]", "--output", "text") + " > import.txt",
        "cut -f1 import.txt | base64 --decode > wrapping-key.der",
        "cut -f2 import.txt | base64 --decode > import-token.bin",
        "openssl pkeyutl -encrypt -in material.bin -out wrapped.bin -inkey wrapping-key.der -keyform DER -pubin -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256",
        AwsCli.Command(
            "kms", "import-key-material", "--key-id", key.Value, "--encrypted-key-material", "fileb://wrapped.bin", "--import-token", "fileb://import-token.bin",
            "--import-type", importType, "--expiration-model", "KEY_MATERIAL_DOES_NOT_EXPIRE", "--region", key.Region));
}
