namespace AtRest.Core.Inventory;

/// <summary>Names for people.</summary>
public static class InventoryWords
{
    /// <summary>The display name of the cloud.</summary>
    public static string NameOf(CloudProvider provider) => provider switch
    {
        CloudProvider.Aws => "AWS",
        CloudProvider.Gcp => "Google Cloud",
        _ => throw new ArgumentOutOfRangeException(nameof(provider), provider, null),
    };
}
