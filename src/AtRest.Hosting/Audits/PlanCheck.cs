namespace AtRest.Hosting.Audits;

/// <summary>Checks a stored plan before it is used. A plan that is valid JSON can still be impossible, and its audit would never end.</summary>
internal static class PlanCheck
{
    /// <summary>The length of a batch's ID that messages can have.</summary>
    public const int LongestBatchId = 64;

    /// <summary>Whether a text can be the ID of a batch: it is part of messages and of names of blobs.</summary>
    public static bool IsBatchId(string? text) => text is { Length: > 0 and <= LongestBatchId } && text.All(char.IsAsciiLetterOrDigit);

    /// <summary>What is wrong with the plan of an audit; null if nothing is.</summary>
    public static string? Fault(AuditManifest plan, string organizationId, string auditId)
    {
        var (order, frame) = (plan.Order, plan.Frame);
        if (order.OrganizationId != organizationId || order.AuditId != auditId || frame.Organization.Id != organizationId || frame.AuditId != auditId)
        {
            return "It is the plan of another audit.";
        }

        if (plan.PreviousReportId is { } previous && !StoragePaths.IsId(previous))
        {
            return "'previousReportId' is not the ID of a report.";
        }

        return FaultOfOrder(plan) ?? FaultOfBatches(plan);
    }

    /// <summary>What was ordered is declared, or listed as not declared.</summary>
    private static string? FaultOfOrder(AuditManifest plan)
    {
        var ordered = plan.Order.Clusters.ToHashSet(StringComparer.Ordinal);
        var planned = plan.Frame.Organization.Clusters.Select(cluster => cluster.Id).Concat(plan.NotDeclared.Select(cluster => cluster?.ClusterId ?? "")).ToList();
        return planned.Distinct(StringComparer.Ordinal).Count() != planned.Count ? "It lists a cluster twice."
            : (ordered.Count == 0 ? plan.NotDeclared.IsEmpty : ordered.SetEquals(planned)) ? null
            : "Its clusters are not those of the order.";
    }

    /// <summary>Each cluster is in one batch, and one batch reads Camunda's API if the organization has one.</summary>
    private static string? FaultOfBatches(AuditManifest plan)
    {
        if (plan.Batches.Any(batch => batch is null || !IsBatchId(batch.Id)) || plan.Batches.Select(batch => batch.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count() != plan.Batches.Length)
        {
            return "A batch has an impossible ID, or two have the same.";
        }

        var batched = plan.Batches.SelectMany(batch => batch.Clusters).ToList();
        return batched.Distinct(StringComparer.Ordinal).Count() != batched.Count || !plan.Frame.Organization.Clusters.Select(cluster => cluster.Id).ToHashSet(StringComparer.Ordinal).SetEquals(batched)
            ? "The clusters of its batches are not those of the audit."
            : plan.Batches.Count(batch => batch.AsksCamunda) != (plan.Frame.Organization.Camunda is null ? 0 : 1) ? "Camunda's API is to be read another number of times than once for an organization that has it."
            : null;
    }
}
