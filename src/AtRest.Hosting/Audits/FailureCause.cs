using AtRest.Hosting.Inventories;
using AtRest.Storage;

namespace AtRest.Hosting.Audits;

/// <summary>The text for customers about an error of AtRest. The log has the error itself, which may name resources of other customers.</summary>
internal static class FailureCause
{
    public static string Of(Exception exception) => exception switch
    {
        InventoryException => "There was no usable inventory when the audit ran. Ask the operator of AtRest: its log says what is wrong.",
        StorageException => "AtRest's own storage could not be used.",
        TimeoutException => $"Reading the clouds took longer than {AuditSteps.BatchLimit.TotalMinutes} minutes.",
        _ => $"AtRest has a defect ({exception.GetType().Name}). Please report it.",
    };
}
