namespace AtRest.Core.Inventory;

/// <summary>Maps the enums of an inventory to their names in inventories, reports and the API.</summary>
public static class InventoryWords
{
    public static string Of(CloudProvider provider) => provider switch
    {
        CloudProvider.Aws => "aws",
        CloudProvider.Gcp => "gcp",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };

    /// <summary>The display name of the cloud.</summary>
    public static string NameOf(CloudProvider provider) => provider switch
    {
        CloudProvider.Aws => "AWS",
        CloudProvider.Gcp => "Google Cloud",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };

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
