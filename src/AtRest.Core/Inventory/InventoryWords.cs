namespace AtRest.Core.Inventory;

/// <summary>The words of inventories, reports and the API for what an inventory declares: one map for each, so that nothing is written by another's name.</summary>
public static class InventoryWords
{
    public static string Of(CloudProvider provider) => provider switch
    {
        CloudProvider.Aws => "aws",
        CloudProvider.Gcp => "gcp",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };

    /// <summary>The cloud's name for people.</summary>
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
