using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules;

/// <summary>One cluster, as rules see it.</summary>
public sealed class RuleContext
{
    private readonly EvidenceIndex index;

    internal RuleContext(EvidenceIndex index, Cluster cluster)
    {
        this.index = index;
        Cluster = cluster;
        External = cluster.Encryption as DeclaredEncryption.External;
        Keys = External is null ? [] : ClusterKey.Of(External, index);
    }

    public Cluster Cluster { get; }

    public Organization Organization => index.Evidence.Organization;

    public AuditParameters Parameters => index.Evidence.Parameters;

    /// <summary>The moment to judge by.</summary>
    public DateTimeOffset AuditedAt => index.Evidence.AuditedAt;

    /// <summary>Null unless the cluster is declared External.</summary>
    public DeclaredEncryption.External? External { get; }

    /// <summary>The declared AWS keys, primary first; empty unless the cluster is declared External.</summary>
    public ImmutableArray<ClusterKey> Keys { get; }

    /// <summary>All evidence of the organization, by key.</summary>
    public EvidenceIndex Evidence => index;
}
