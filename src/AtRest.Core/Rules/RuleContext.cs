using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Rules;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules;

/// <summary>One cluster, as rules see it.</summary>
public sealed class RuleContext
{
    private readonly EvidenceIndex index;

    internal RuleContext(EvidenceIndex index, Cluster cluster)
        : this(index, cluster, index.Evidence.Parameters)
    {
    }

    private RuleContext(EvidenceIndex index, Cluster cluster, AuditParameters parameters)
    {
        this.index = index;
        Parameters = parameters;
        Cluster = cluster;
        External = cluster.Encryption as DeclaredEncryption.External;
        Keys = External is null ? [] : ClusterKey.Of(External, index);
    }

    public Cluster Cluster { get; }

    public Organization Organization => index.Evidence.Organization;

    public AuditParameters Parameters { get; }

    /// <summary>The moment to judge by.</summary>
    public DateTimeOffset AuditedAt => index.Evidence.AuditedAt;

    /// <summary>Null unless the cluster is declared External.</summary>
    public DeclaredEncryption.External? External { get; }

    /// <summary>The declared AWS keys, primary first; empty unless the cluster is declared External.</summary>
    public ImmutableArray<ClusterKey> Keys { get; }

    /// <summary>All evidence of the organization, by key.</summary>
    public EvidenceIndex Evidence => index;

    /// <summary>The same cluster, asked with another retention: a control may ask for more days than the audit does, or for fewer.</summary>
    internal RuleContext Keeping(int days) => new(index, Cluster, Parameters with { RetentionDays = days });
}
