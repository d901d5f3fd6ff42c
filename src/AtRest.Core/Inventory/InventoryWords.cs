using AtRest.Core.Clouds;

namespace AtRest.Core.Inventory;

/// <summary>Names for people.</summary>
public static class InventoryWords
{
    /// <summary>The display name of the cloud.</summary>
    public static string NameOf(CloudProvider provider) => CloudDescriptions.Of(provider).Name;
}
