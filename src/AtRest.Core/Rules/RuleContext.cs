using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules;

/// <summary>The input of the rules about a cluster.</summary>
public sealed class RuleContext
{
    private readonly EvidenceIndex index;
    private readonly Dictionary<(Type Type, string Subject), object> known = [];

    internal RuleContext(EvidenceIndex index, Cluster cluster)
        : this(index, cluster, index.Evidence.Parameters)
    {
    }

    private RuleContext(EvidenceIndex index, Cluster cluster, AuditParameters parameters)
    {
        this.index = index;
        Parameters = parameters;
        Cluster = cluster;
    }

    public Cluster Cluster { get; }

    public Organization Organization => index.Evidence.Organization;

    public AuditParameters Parameters { get; }

    /// <summary>The time of the audit.</summary>
    public DateTimeOffset AuditedAt => index.Evidence.AuditedAt;

    /// <summary>All evidence of the organization, by key.</summary>
    public EvidenceIndex Evidence => index;

    /// <summary>A value that several rules derive for this cluster, computed once. A cluster is judged by one thread.</summary>
    /// <param name="subject">The subject, such as a key's ARN.</param>
    /// <param name="derive">Computes the value from this context alone.</param>
    internal T Once<T>(string subject, Func<T> derive)
        where T : class
    {
        if (!known.TryGetValue((typeof(T), subject), out var value))
        {
            known.Add((typeof(T), subject), value = derive());
        }

        return (T)value;
    }

    /// <summary>The same cluster, judged with another retention period: a control can require more or fewer days than the audit.</summary>
    internal RuleContext Keeping(int days) => days == Parameters.RetentionDays ? this : new(index, Cluster, Parameters with { RetentionDays = days });
}
