namespace AtRest.Core.Inventory;

/// <summary>An accepted failure: the rule, the cluster, the reason, the owner, the approver and the last day.</summary>
public sealed record Waiver
{
    /// <summary>The rule's ID, such as <c>KMS-6</c>.</summary>
    public required string Rule { get; init; }

    /// <summary>The cluster's ID.</summary>
    public required string Cluster { get; init; }

    public required string Reason { get; init; }

    public required string Owner { get; init; }

    public required string ApprovedBy { get; init; }

    /// <summary>The last day (UTC) on which the waiver applies.</summary>
    public required DateOnly Expires { get; init; }
}
