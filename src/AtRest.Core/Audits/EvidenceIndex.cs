using System.Collections.Concurrent;
using System.Collections.Frozen;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits;

/// <summary>Finds evidence by its subject. Evidence that was never collected is returned as an absence. Each cloud adds an index of its evidence.</summary>
public sealed class EvidenceIndex
{
    private readonly FrozenDictionary<string, SharedKey> sharedKeys;
    private readonly FrozenDictionary<string, string> notEvaluated;

    private readonly ConcurrentDictionary<(Type Type, string Subject), Lazy<object>> derived = [];
    private readonly ILookup<(string Cluster, string Rule), Waiver> waivers;

    public EvidenceIndex(AuditEvidence evidence)
    {
        Evidence = evidence;
        sharedKeys = evidence.SharedKeys.ToFrozenDictionary(key => key.KeyArn, StringComparer.Ordinal);
        waivers = evidence.Organization.Waivers.ToLookup(waiver => (waiver.Cluster, waiver.Rule));
        notEvaluated = evidence.NotEvaluated.ToFrozenDictionary(entry => entry.ClusterId, entry => entry.Cause, StringComparer.OrdinalIgnoreCase);
    }

    public AuditEvidence Evidence { get; }

    /// <summary>A value that rules derive from the evidence, computed once in an audit, also when several threads judge. Other threads wait for it.</summary>
    /// <param name="subject">The subject. What is kept must not grow with the number of clusters: <see cref="Rules.RuleContext.Once"/> keeps what only one cluster needs.</param>
    /// <param name="derive">Computes the value from this evidence alone.</param>
    internal T Derived<T>(string subject, Func<T> derive)
        where T : class =>
        (T)(derived.TryGetValue((typeof(T), subject), out var known) ? known : derived.GetOrAdd((typeof(T), subject), new Lazy<object>(derive))).Value;

    /// <summary>The waivers of a rule's failures of a cluster, in the inventory's order.</summary>
    internal IEnumerable<Waiver> Waivers(string clusterId, string ruleId) => waivers[(clusterId, ruleId)];

    /// <summary>Why a cluster was not evaluated; null if it was.</summary>
    public string? WhyNotEvaluated(string clusterId) => notEvaluated.GetValueOrDefault(clusterId);

    /// <summary>Null if no other cluster uses the key.</summary>
    /// <param name="keyName">As declared: the ARN of an AWS KMS key, or the resource name of a Google Cloud KMS key.</param>
    public SharedKey? Sharing(string keyName) => sharedKeys.GetValueOrDefault(keyName);

    /// <summary>A cluster of the audit by its ID; null if the audit does not have it.</summary>
    internal Cluster? DeclaredCluster(string clusterId) => Derived("clusters", () => Evidence.Organization.Clusters.DistinctBy(cluster => cluster.Id).ToFrozenDictionary(cluster => cluster.Id, StringComparer.Ordinal))
        .GetValueOrDefault(clusterId);

    /// <summary>The declared type of a cluster in the previous report; null if it is not there.</summary>
    internal EncryptionType? PreviousType(string clusterId) => Derived("previous", () => (Evidence.Previous?.Clusters ?? []).DistinctBy(cluster => cluster.Id).ToFrozenDictionary(cluster => cluster.Id, cluster => cluster.DeclaredType, StringComparer.Ordinal))
        .TryGetValue(clusterId, out var type) ? type : null;

    /// <summary>The absence of evidence that was never collected.</summary>
    internal Collected<T> Missing<T>(string source, string resource)
        where T : class => new()
        {
            Source = source,
            Resource = resource,
            CollectedAt = Evidence.AuditedAt,
            Absence = new Absence { Kind = AbsenceKind.NotCollected, Cause = "The evidence of this audit does not include it." },
        };
}
