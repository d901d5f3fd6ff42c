using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>
/// The steps that import key material (https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-conceptual.html): get a wrapping key and an import token,
/// which belong together and are valid for 24 hours, wrap the material, and import it. The steps need bash, openssl and base64.
/// </summary>
internal static class ImportCommands
{
    /// <summary>The file for the new material of a key. It has a separate name, so that it is not confused with earlier material.</summary>
    public static string NewFile(KmsKeyArn key) => $"new-material-{key.KeyId}.bin";

    /// <summary>Creates a file with 256 bits of new material. An existing file is not overwritten, because imported material must not be lost.</summary>
    public static string NewMaterial(KmsKeyArn key) => $"[ -e {NewFile(key)} ] || openssl rand -out {NewFile(key)} 32";

    /// <summary>Imports the same material again, into the same key. Returns the preparation, as sentences, and the commands.</summary>
    /// <param name="key">The key; each key of a multi-Region set has its own copy of the material.</param>
    /// <param name="metadata">The answer of <c>DescribeKey</c>.</param>
    /// <param name="until">Material that expires by this time is also imported again.</param>
    public static (string Needs, string Commands) Again(ClusterKey key, KmsKeyMetadata metadata, DateTimeOffset until)
    {
        var known = key.Evidence.Rotations.Value?.Materials;
        var due = (known ?? []).Where(material => material.ImportState == "PENDING_IMPORT" || material.ValidTo <= until).ToList();
        if (known is { Length: > 1 } && due.Count > 0)
        {
            var files = due.Select((material, index) => (material.Id, File: $"material-{index + 1}.bin")).ToList();
            return (
                $"The key has {known.Value.Length} key materials, and old data needs the old ones. Save each of these materials in its file: {string.Join(", ", files.Select(file => $"{file.Id} in {file.File}"))}. AWS rejects a file that contains other material.",
                string.Join('\n', files.Select(file => Import(key.Arn, Existing, file.Id, file.File))));
        }

        // A replica accepts only material that its primary key has. For other keys, AWS decides whether the material is new.
        var steps = Import(key.Arn, metadata.MultiRegionKeyType == "REPLICA" ? Existing : null);
        return known is not null || metadata.KeySpec is not (null or "SYMMETRIC_DEFAULT")
            ? ("Save the material in the file material.bin.", steps)
            : ("Save the material in the file material.bin. A key that was rotated has several materials. The first command lists them. Import each one that is missing or about to expire, with --key-material-id and its ID.",
                $"{AwsCli.Command("kms", "list-key-rotations", "--key-id", key.Arn.Value, "--include-key-material", "ALL_KEY_MATERIAL", "--region", key.Arn.Region)}\n{steps}");
    }

    /// <param name="key">The key that receives the material.</param>
    /// <param name="importType"><c>NEW_KEY_MATERIAL</c>, <c>EXISTING_KEY_MATERIAL</c>, or null. Without a type, AWS treats the first import as new material and each later one as existing material (https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html).</param>
    /// <param name="materialId">The ID of the material. Required where the key has several materials.</param>
    /// <param name="file">The file that contains the material.</param>
    public static string Import(KmsKeyArn key, string? importType, string? materialId = null, string file = "material.bin") => string.Join(
        '\n',
        AwsCli.Command(
            "kms", "get-parameters-for-import", "--key-id", key.Value, "--wrapping-algorithm", "RSAES_OAEP_SHA_256", "--wrapping-key-spec", "RSA_4096", "--region", key.Region,
            "--query", "[PublicKey,ImportToken]", "--output", "text") + " > import.txt",
        "cut -f1 import.txt | base64 --decode > wrapping-key.der",
        "cut -f2 import.txt | base64 --decode > import-token.bin",
        $"openssl pkeyutl -encrypt -in {file} -out wrapped.bin -inkey wrapping-key.der -keyform DER -pubin -pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256 -pkeyopt rsa_mgf1_md:sha256",
        AwsCli.Command(
            [
                "kms", "import-key-material", "--key-id", key.Value, "--encrypted-key-material", "fileb://wrapped.bin", "--import-token", "fileb://import-token.bin",
                .. importType is null ? Array.Empty<string>() : ["--import-type", importType],
                .. materialId is null ? Array.Empty<string>() : ["--key-material-id", materialId],
                "--expiration-model", "KEY_MATERIAL_DOES_NOT_EXPIRE", "--region", key.Region,
            ]));

    private const string Existing = "EXISTING_KEY_MATERIAL";
}
