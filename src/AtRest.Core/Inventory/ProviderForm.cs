using System.Collections.Immutable;
using AtRest.Core.Inventory.Parsing;

namespace AtRest.Core.Inventory;

/// <summary>A provider-managed key has no properties, on any cloud.</summary>
internal sealed class ProviderForm : EncryptionForm
{
    public override EncryptionType Type => EncryptionType.Provider;

    public override DeclaredEncryption Read(ObjectReader reader, ErrorLog log) => new DeclaredEncryption.Provider();

    public override DeclaredEncryption Of(IReadOnlyDictionary<string, object> values) => new DeclaredEncryption.Provider();

    public override ImmutableArray<object?>? ValuesOf(DeclaredEncryption declared) => declared is DeclaredEncryption.Provider ? [] : null;
}
