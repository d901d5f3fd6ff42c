using AtRest.Hosting.Inventories;
using AtRest.Storage;

namespace AtRest.Hosting.Audits;

/// <summary>The text for customers about an error of AtRest. The log has the error itself, which may name resources of other customers.</summary>
internal static class FailureCause
{
    public static string Of(Exception exception) => exception switch
    {
        InventoryException => "The inventory could not be used when the audit ran. The log of AtRest says why; ask its operator.",
        StorageException => "AtRest's own storage could not be used.",
        TimeoutException => $"Reading the clouds took longer than {AuditSteps.BatchLimit.TotalMinutes} minutes.",
        _ => $"AtRest has a defect ({exception.GetType().Name}). Please report it.",
    };
}
