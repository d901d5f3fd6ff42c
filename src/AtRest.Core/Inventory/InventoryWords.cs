using AtRest.Core.Clouds;

namespace AtRest.Core.Inventory;

/// <summary>Maps the enums of an inventory to their names in inventories, reports and the API.</summary>
public static class InventoryWords
{
    public static string Of(CloudProvider provider) => CloudDescriptions.Of(provider).Word;

    /// <summary>The display name of the cloud.</summary>
    public static string NameOf(CloudProvider provider) => CloudDescriptions.Of(provider).Name;

    /// <summary>As in the inventory and in Camunda's API.</summary>
    public static string Of(EncryptionType type) => type switch
    {
        EncryptionType.Provider => "Provider",
        EncryptionType.Software => "Software",
        EncryptionType.Hardware => "Hardware",
        EncryptionType.External => "External",

        // A cluster that Camunda reports and the inventory does not declare.
        EncryptionType.None => "Undeclared",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, null),
    };
}
