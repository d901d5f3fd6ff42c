using System.Collections.Immutable;
using AtRest.Core.Inventory.Parsing;

namespace AtRest.Core.Inventory;

/// <summary>A form of declared encryption: a type with its own properties. A type can have several forms, one for each cloud that holds such keys.</summary>
internal abstract class EncryptionForm
{
    public abstract EncryptionType Type { get; }

    /// <summary>The properties besides <c>type</c>, in inventories and in saved evidence, with the types of their values.</summary>
    public virtual ImmutableArray<(string Name, Type Type)> Properties => [];

    /// <summary>Reads the declaration from an inventory; null after an error.</summary>
    public abstract DeclaredEncryption? Read(ObjectReader reader, ErrorLog log);

    /// <summary>Takes the declaration from saved evidence; null if a property is missing.</summary>
    public abstract DeclaredEncryption? Of(IReadOnlyDictionary<string, object> values);

    /// <summary>The values of the properties, in their order; null for a declaration of another form.</summary>
    public abstract ImmutableArray<object?>? ValuesOf(DeclaredEncryption declared);
}
