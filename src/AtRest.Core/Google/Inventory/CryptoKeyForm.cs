using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AtRest.Core.Inventory;
using AtRest.Core.Inventory.Parsing;

namespace AtRest.Core.Google.Inventory;

/// <summary>A key in Google Cloud KMS that Camunda manages.</summary>
internal abstract partial class CryptoKeyForm : EncryptionForm
{
    private const string Key = "cryptoKey";

    public override ImmutableArray<(string Name, Type Type)> Properties { get; } = [(Key, typeof(string))];

    public override DeclaredEncryption Read(ObjectReader reader, ErrorLog log) => Of(KeyIn(reader, log));

    public override DeclaredEncryption Of(IReadOnlyDictionary<string, object> values) => Of(values.GetValueOrDefault(Key) as string);

    protected abstract DeclaredEncryption Of(string? key);

    /// <summary>The key is optional, because neither the Camunda Console nor Camunda's API shows it. Without it, the rules about it are unknown.</summary>
    private static string? KeyIn(ObjectReader reader, ErrorLog log)
    {
        var key = reader.OptionalText(Key);
        if (key is null || Name().IsMatch(key))
        {
            return key;
        }

        var fault = key.Contains("/cryptoKeyVersions/", StringComparison.Ordinal) ? "names one version of a key, not the key" : "is not the resource name of a Google Cloud KMS key";
        log.Error(reader.Node.Find(Key)!, $"{Wording.Quote(key)} {fault}.", "projects/PROJECT/locations/LOCATION/keyRings/RING/cryptoKeys/KEY");
        return null;
    }

    // https://docs.cloud.google.com/kms/docs/getting-resource-ids; a project may be "domain.com:name".
    [GeneratedRegex(@"^projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}\z")]
    private static partial Regex Name();

    internal sealed class OfSoftware : CryptoKeyForm
    {
        public override EncryptionType Type => EncryptionType.Software;

        public override ImmutableArray<object?>? ValuesOf(DeclaredEncryption declared) => declared is DeclaredEncryption.Software software ? [software.CryptoKey] : null;

        protected override DeclaredEncryption Of(string? key) => new DeclaredEncryption.Software(key);
    }

    internal sealed class OfHardware : CryptoKeyForm
    {
        public override EncryptionType Type => EncryptionType.Hardware;

        public override ImmutableArray<object?>? ValuesOf(DeclaredEncryption declared) => declared is DeclaredEncryption.Hardware hardware ? [hardware.CryptoKey] : null;

        protected override DeclaredEncryption Of(string? key) => new DeclaredEncryption.Hardware(key);
    }
}
