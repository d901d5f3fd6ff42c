using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>
/// The steps that bring material of one's own into a key (https://docs.aws.amazon.com/kms/latest/developerguide/importing-keys-conceptual.html): a wrapping key and an import token,
/// which belong together and are good for 24 hours, the wrapped material, and the import. They need bash, openssl and base64.
/// </summary>
internal static class ImportCommands
{
    /// <summary>Where the new material of a key is kept: a file of its own, so that it is never taken for material that the key had before.</summary>
    public static string NewFile(KmsKeyArn key) => $"new-material-{key.KeyId}.bin";

    /// <summary>Makes 256 bits of new material and keeps them in a file. Nothing is overwritten: what was imported once must not be lost.</summary>
    public static string NewMaterial(KmsKeyArn key) => $"[ -e {NewFile(key)} ] || openssl rand -out {NewFile(key)} 32";

    /// <summary>Imports the same material again, into the same key: what the steps need, as sentences, and the steps.</summary>
    /// <param name="key">The key; each key of a multi-Region set has its own copy of the material.</param>
    /// <param name="metadata">What AWS KMS says about the key.</param>
    /// <param name="until">Material that expires until then is imported again, too.</param>
    public static (string Needs, string Commands) Again(ClusterKey key, KmsKeyMetadata metadata, DateTimeOffset until)
    {
        var known = key.Evidence.Rotations.Value?.Materials;
        var due = (known ?? []).Where(material => material.ImportState == "PENDING_IMPORT" || material.ValidTo <= until).ToList();
        if (known is { Length: > 1 } && due.Count > 0)
        {
            var files = due.Select((material, index) => (material.Id, File: $"material-{index + 1}.bin")).ToList();
            return (
                $"The key has {known.Value.Length} key materials, and old data needs the old ones. Put each one that is due into its file: {string.Join(", ", files.Select(file => $"{file.File} holds {file.Id}"))}. AWS refuses a file with other material.",
                string.Join('\n', files.Select(file => Import(key.Arn, Existing, file.Id, file.File))));
        }

        // A replica takes only material that its primary has; else AWS knows itself whether the key had material before.
        var steps = Import(key.Arn, metadata.MultiRegionKeyType == "REPLICA" ? Existing : null);
        return known is not null || metadata.KeySpec is not (null or "SYMMETRIC_DEFAULT")
            ? ("Put the material into the file material.bin.", steps)
            : ("Put the material into the file material.bin. A key that was rotated has several materials: the first command lists them. Then import each one that is due, with --key-material-id and its id.",
                $"{AwsCli.Command("kms", "list-key-rotations", "--key-id", key.Arn.Value, "--include-key-material", "ALL_KEY_MATERIAL", "--region", key.Arn.Region)}\n{steps}");
    }

    /// <param name="key">Where the material goes.</param>
    /// <param name="importType"><c>NEW_KEY_MATERIAL</c>, <c>EXISTING_KEY_MATERIAL</c>, or null: AWS then takes the first import of a key for new and each later one for existing material (https://docs.aws.amazon.com/kms/latest/APIReference/API_ImportKeyMaterial.html).</param>
    /// <param name="materialId">Which of the key's materials it is: needed where there are several.</param>
    /// <param name="file">Holds the material.</param>
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
