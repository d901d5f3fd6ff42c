using AtRest.Core.Inventory;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Inventories;

/// <summary>What is logged about the inventory.</summary>
internal static partial class InventoryLog
{
    [LoggerMessage(Level = LogLevel.Information, Message = "The inventory {Name} is read: {Organizations} organizations, {Clusters} clusters")]
    public static partial void InventoryRead(this ILogger log, string name, int organizations, int clusters);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The inventory {Name}: {Warning}")]
    public static partial void InventoryWarning(this ILogger log, string name, InventoryError warning);
}
