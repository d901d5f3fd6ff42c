using System.Text.Json;

namespace AtRest.Hosting.Audits;

/// <summary>A message in the queue of audits. Its properties must not have the names of an Azure queue message's properties, because the Functions host mixes them.</summary>
internal sealed record AuditMessage
{
    public required AuditMessageKind Kind { get; init; }

    public required string OrganizationId { get; init; }

    public required string AuditId { get; init; }

    /// <summary>For a start: the order, so that the audit can be planned even if the process that received it was killed. Null if it is too long for a message: then the plan is stored first.</summary>
    public AuditOrder? Order { get; init; }

    /// <summary>For a batch: its ID.</summary>
    public string? Batch { get; init; }

    public static AuditMessage Start(AuditOrder order) => new() { Kind = AuditMessageKind.Start, OrganizationId = order.OrganizationId, AuditId = order.AuditId, Order = order };

    public static AuditMessage ForBatch(string organizationId, string auditId, string batch) =>
        new() { Kind = AuditMessageKind.Batch, OrganizationId = organizationId, AuditId = auditId, Batch = batch };

    public override string ToString() => JsonSerializer.Serialize(this, HostingJson.Options);

    /// <exception cref="FormatException">AtRest did not write the message.</exception>
    public static AuditMessage Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<AuditMessage>(text, HostingJson.Options) is { } message && StoragePaths.IsOrganizationId(message.OrganizationId) && StoragePaths.IsId(message.AuditId)
                && (message.Batch is null ? message.Kind != AuditMessageKind.Batch : PlanCheck.IsBatchId(message.Batch))
                && (message.Order is null || (message.Order.AuditId == message.AuditId && message.Order.OrganizationId == message.OrganizationId))
                ? message
                : throw new FormatException("The message in the queue of audits has contradictory members.");
        }
        catch (JsonException exception)
        {
            throw new FormatException("The message in the queue of audits was not written by AtRest.", exception);
        }
    }
}

/// <summary>The kind of work that a message requests.</summary>
internal enum AuditMessageKind
{
    /// <summary>Plan an audit, and queue its batches.</summary>
    Start,

    /// <summary>Collect the evidence of one batch.</summary>
    Batch,
}
