using AtRest.Hosting.Inventories;
using AtRest.Storage;

namespace AtRest.Hosting.Work;

/// <summary>Tells an outage of AtRest's own storage from other failures.</summary>
internal static class StorageOutage
{
    /// <summary>The storage failed: a full disk, an account that does not answer or refuses. A damaged blob is none, because waiting does not repair it.</summary>
    public static bool Is(Exception exception) => exception switch
    {
        StorageException storage => !storage.IsDamage,
        InventoryException { InnerException: StorageException { IsTransient: true } } => true,
        AggregateException { InnerExceptions: { Count: > 0 } all } => all.All(Is),
        _ => false,
    };
}
