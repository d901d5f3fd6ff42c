using AtRest.Hosting.Inventories;
using AtRest.Storage;

namespace AtRest.Hosting.Audits;

/// <summary>What a customer is told of an error of ours. The error itself is in the log: it may name what is not this customer's.</summary>
internal static class FailureCause
{
    public static string Of(Exception exception) => exception switch
    {
        InventoryException => "When its turn came, there was no usable inventory; whoever runs AtRest finds in its log what is wrong with it.",
        StorageException => "AtRest's own storage could not be used.",
        TimeoutException => $"The clouds were asked for longer than {AuditSteps.BatchLimit.TotalMinutes} minutes.",
        _ => $"AtRest's own fault: {exception.GetType().Name}. Please report it.",
    };
}
