using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AtRest.Core.Aws.Inventory;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads what a cluster is declared to be. Whether the parts fit each other and the cloud is for the rules to judge.</summary>
internal static partial class EncryptionReader
{
    private static readonly ImmutableArray<string> Names = ["type", "roleArn", "primaryKeyArn", "secondaryKeyArn", "cryptoKey"];

    private static readonly ImmutableSortedDictionary<string, EncryptionType> Types = ImmutableSortedDictionary
        .Create<string, EncryptionType>(StringComparer.OrdinalIgnoreCase)
        .AddRange(Enum.GetValues<EncryptionType>().Where(type => type is not (EncryptionType.None or EncryptionType.All)).Select(type => KeyValuePair.Create(type.ToString(), type)));

    public static DeclaredEncryption? Read(SourceNode node, ErrorLog log)
    {
        if (ObjectReader.Open(node, "An encryption", Names, log) is not { } reader)
        {
            return null;
        }

        switch (WordReader.Required(reader, "type", Types, log))
        {
            case EncryptionType.External:
                RefuseAllBut(reader, EncryptionType.External, ["roleArn", "primaryKeyArn", "secondaryKeyArn"], log);
                return External(reader, log);
            case EncryptionType.Software:
                RefuseAllBut(reader, EncryptionType.Software, ["cryptoKey"], log);
                return new DeclaredEncryption.Software(CryptoKey(reader, log));
            case EncryptionType.Hardware:
                RefuseAllBut(reader, EncryptionType.Hardware, ["cryptoKey"], log);
                return new DeclaredEncryption.Hardware(CryptoKey(reader, log));
            case EncryptionType.Provider:
                RefuseAllBut(reader, EncryptionType.Provider, [], log);
                return new DeclaredEncryption.Provider();
            default:
                return null;
        }
    }

    private static DeclaredEncryption.External? External(ObjectReader reader, ErrorLog log)
    {
        var role = ArnReader.RequiredRole(reader, "roleArn", log);
        var primary = ArnReader.RequiredKey(reader, "primaryKeyArn", log);
        var secondary = ArnReader.OptionalKey(reader, "secondaryKeyArn", log);
        return role is null || primary is null ? null : new DeclaredEncryption.External(role, primary, secondary);
    }

    /// <summary>May be missing: neither the Console nor Camunda's API shows it, and without it the rules about it are unknown.</summary>
    private static string? CryptoKey(ObjectReader reader, ErrorLog log)
    {
        var key = reader.OptionalText("cryptoKey");
        if (key is null || CryptoKeyPattern().IsMatch(key))
        {
            return key;
        }

        var fault = key.Contains("/cryptoKeyVersions/", StringComparison.Ordinal) ? "names one version of a key, not the key" : "is not the resource name of a Google Cloud KMS key";
        log.Error(reader.Node.Find("cryptoKey")!, $"{Wording.Quote(key)} {fault}.", "projects/PROJECT/locations/LOCATION/keyRings/RING/cryptoKeys/KEY");
        return null;
    }

    private static void RefuseAllBut(ObjectReader reader, EncryptionType type, ImmutableArray<string> own, ErrorLog log)
    {
        foreach (var child in reader.Node.Children.Where(child => !child.IsNull && child.Name != "type" && Names.Contains(child.Name!) && !own.Contains(child.Name!)))
        {
            log.Error(child.NamePosition, child.Path, $"'{child.Name}' does not belong to the type {type}.", string.Join(", ", own.Prepend("type")));
        }
    }

    // https://docs.cloud.google.com/kms/docs/getting-resource-ids; a project may be "domain.com:name".
    [GeneratedRegex(@"^projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}\z")]
    private static partial Regex CryptoKeyPattern();
}
