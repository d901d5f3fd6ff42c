using System.Collections.Concurrent;
using System.Collections.Frozen;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;

namespace AtRest.Core.Audits;

/// <summary>Finds evidence by its subject. Evidence that was never collected is returned as an absence. Each cloud adds an index of its evidence.</summary>
public sealed class EvidenceIndex
{
    private readonly FrozenDictionary<string, SharedKey> sharedKeys;
    private readonly FrozenDictionary<string, string> notEvaluated;

    private readonly ConcurrentDictionary<Type, Lazy<object>> derived = [];

    /// <summary>By thread, because the analysis of a key's policy is used by one thread at a time.</summary>
    private readonly ConcurrentDictionary<int, RecentValues<(Type Type, string Subject), object>> recent = [];
    private readonly ILookup<(string Cluster, string Rule), Waiver> waivers;

    public EvidenceIndex(AuditEvidence evidence)
    {
        Evidence = evidence;
        sharedKeys = evidence.SharedKeys.ToFrozenDictionary(key => key.KeyArn, StringComparer.Ordinal);
        waivers = evidence.Organization.Waivers.ToLookup(waiver => (waiver.Cluster, waiver.Rule));
        notEvaluated = evidence.NotEvaluated.ToFrozenDictionary(entry => entry.ClusterId, entry => entry.Cause, StringComparer.OrdinalIgnoreCase);
    }

    public AuditEvidence Evidence { get; }

    /// <summary>A value that rules derive from the evidence: about all of it computed once in an audit, about a subject again when it was not needed for long.</summary>
    /// <param name="subject">The subject, such as a key's ARN; empty: all of the evidence.</param>
    /// <param name="derive">Computes the value from this evidence alone.</param>
    internal T Derived<T>(string subject, Func<T> derive)
        where T : class => subject.Length == 0
            ? (T)derived.GetOrAdd(typeof(T), _ => new Lazy<object>(derive)).Value
            : (T)recent.GetOrAdd(Environment.CurrentManagedThreadId, _ => new()).GetOrAdd((typeof(T), subject), derive);

    /// <summary>The waivers of a rule's failures of a cluster, in the inventory's order.</summary>
    internal IEnumerable<Waiver> Waivers(string clusterId, string ruleId) => waivers[(clusterId, ruleId)];

    /// <summary>Why a cluster was not evaluated; null if it was.</summary>
    public string? WhyNotEvaluated(string clusterId) => notEvaluated.GetValueOrDefault(clusterId);

    /// <summary>Null if no other cluster uses the key.</summary>
    /// <param name="keyName">As declared: the ARN of an AWS KMS key, or the resource name of a Google Cloud KMS key.</param>
    public SharedKey? Sharing(string keyName) => sharedKeys.GetValueOrDefault(keyName);

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
