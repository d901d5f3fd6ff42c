using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules;

/// <summary>A rule that is judged once for an organization, after its clusters. A pure function, like every rule.</summary>
public interface IOrganizationRule
{
    /// <summary>Its <see cref="RuleDescriptor.AppliesTo"/> is <see cref="EncryptionType.None"/>.</summary>
    RuleDescriptor Descriptor { get; }

    IEnumerable<Outcome> Evaluate(OrganizationContext context);
}

/// <summary>The input of the rules about an organization.</summary>
public sealed record OrganizationContext
{
    public required Organization Organization { get; init; }

    /// <summary>The time of the audit.</summary>
    public required DateTimeOffset AuditedAt { get; init; }

    /// <summary>The result for each waiver.</summary>
    public required ImmutableArray<WaiverUse> Waivers { get; init; }

    /// <summary>The clusters of the audit: see <see cref="AuditReport.Clusters"/>.</summary>
    public required IReadOnlyCollection<ClusterAudit> Clusters { get; init; }

    /// <summary>The first of <see cref="Clusters"/> with an ID; null if there is none.</summary>
    internal Func<string, ClusterAudit?> Find
    {
        get => field ?? (id => Clusters.FirstOrDefault(audit => audit.Cluster.Id == id));
        init;
    }
}
