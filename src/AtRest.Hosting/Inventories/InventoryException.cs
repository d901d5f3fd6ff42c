namespace AtRest.Hosting.Inventories;

/// <summary>There is no usable inventory. The message says where it was looked for, what is wrong and how to fix it, one line each.</summary>
internal sealed class InventoryException(string message, Exception? inner = null) : Exception(message, inner);
