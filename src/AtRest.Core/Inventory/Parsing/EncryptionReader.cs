using System.Collections.Immutable;
using AtRest.Core.Clouds;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads the declared encryption of a cluster. Whether it is consistent with the rest of the declaration is judged by the rules.</summary>
internal static class EncryptionReader
{
    private static readonly ImmutableArray<string> Names = [.. EncryptionForms.Properties.Select(property => property.Name).Prepend("type")];

    private static readonly ImmutableSortedDictionary<string, EncryptionType> Types = ImmutableSortedDictionary
        .Create<string, EncryptionType>(StringComparer.OrdinalIgnoreCase)
        .AddRange(EncryptionForms.All.Select(form => form.Type).Distinct().Select(type => KeyValuePair.Create(type.ToString(), type)));

    public static DeclaredEncryption? Read(SourceNode node, ErrorLog log)
    {
        if (ObjectReader.Open(node, "An encryption", Names, log) is not { } reader || WordReader.Required(reader, "type", Types, log) is not { } type)
        {
            return null;
        }

        var form = FormOf(reader, type);
        RefuseAllBut(reader, form, log);
        return form.Read(reader, log);
    }

    /// <summary>If the type has several forms: the first that has one of the declared properties.</summary>
    private static EncryptionForm FormOf(ObjectReader reader, EncryptionType type)
    {
        var forms = EncryptionForms.All.Where(form => form.Type == type).ToList();
        return forms.Find(form => form.Properties.Any(property => reader.Node.Find(property.Name) is { IsNull: false })) ?? forms[0];
    }

    private static void RefuseAllBut(ObjectReader reader, EncryptionForm form, ErrorLog log)
    {
        ImmutableArray<string> own = [.. form.Properties.Select(property => property.Name).Prepend("type")];
        foreach (var child in reader.Node.Children.Where(child => !child.IsNull && Names.Contains(child.Name!) && !own.Contains(child.Name!)))
        {
            log.Error(child.NamePosition, child.Path, $"'{child.Name}' does not belong to the type {form.Type}.", string.Join(", ", own));
        }
    }
}
