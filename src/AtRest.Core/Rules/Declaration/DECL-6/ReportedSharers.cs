using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Camunda;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Rules.Declaration;

/// <summary>The clusters that use a key according to Camunda, but not according to the inventory.</summary>
internal sealed record ReportedSharers
{
    /// <summary>The names for messages, undeclared clusters last.</summary>
    public ImmutableArray<string> Names { get; private init; } = [];

    /// <summary>Whether one of them is not declared.</summary>
    public bool HasUndeclared { get; private init; }

    /// <summary>Whether one of them is declared with another key, or is not part of this audit.</summary>
    public bool HasOtherDeclaration { get; private init; }

    /// <summary>Camunda's list of clusters; null if it names no other cluster.</summary>
    public EvidenceReference? Reference { get; private init; }

    /// <param name="context">The cluster that declares the key.</param>
    /// <param name="keyName">The key, as declared.</param>
    /// <param name="sharing">The clusters that also declare it.</param>
    public static ReportedSharers Of(RuleContext context, string keyName, SharedKey? sharing)
    {
        if (context.Evidence.Evidence.Clouds.Camunda is not { Clusters: { Value: { } reported } collected } || !KmsKeyArn.TryParse(keyName, out var key))
        {
            return new ReportedSharers();
        }

        var identity = DeclaredKey.Of(key).Identity;
        var index = context.Evidence.Derived("", () => new UsersByKey(reported, context.Evidence.Evidence));
        var undeclared = index.Undeclared;
        var found = index.Users[identity]
            .Where(cluster => IsOther(context, cluster) && !(sharing?.Clusters.Contains(cluster.Uuid, StringComparer.OrdinalIgnoreCase) ?? false))
            .Select(cluster => (Name: NameOf(cluster), Id: cluster.Uuid, IsUndeclared: cluster.Uuid.Length == 0 ? context.Evidence.Evidence.LeftOut.IsEmpty : undeclared.Contains(cluster.Uuid)))
            .Distinct()
            .OrderBy(cluster => cluster.IsUndeclared)
            .ThenBy(cluster => cluster.Id, StringComparer.Ordinal)
            .ThenBy(cluster => cluster.Name, StringComparer.Ordinal)
            .ToList();
        return found.Count == 0 ? new ReportedSharers() : new ReportedSharers
        {
            Names = [.. found.Select(cluster => cluster.Name + (cluster.IsUndeclared ? ", which the inventory does not declare" : ", according to Camunda"))],
            HasUndeclared = found.Exists(cluster => cluster.IsUndeclared),
            HasOtherDeclaration = found.Exists(cluster => !cluster.IsUndeclared),
            Reference = collected.Reference,
        };
    }

    /// <summary>An entry without a uuid can be this cluster, unless Camunda also reports this cluster with its uuid.</summary>
    private static bool IsOther(RuleContext context, CamundaCluster cluster) => cluster.Uuid.Length == 0
        ? context.Evidence.Reported(context.Cluster.Id) is not null
        : !string.Equals(cluster.Uuid, context.Cluster.Id, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<KmsKeyArn> Keys(CamundaCluster cluster)
    {
        foreach (var text in new[] { cluster.Encryption?.PrimaryKeyArn, cluster.Encryption?.SecondaryKeyArn })
        {
            if (KmsKeyArn.TryParse(text?.Trim(), out var arn))
            {
                yield return arn;
            }
        }
    }

    private static string NameOf(CamundaCluster cluster) => (string.IsNullOrWhiteSpace(cluster.Name), cluster.Uuid) switch
    {
        (true, "") => "a cluster without a name or ID",
        (true, var id) => id,
        (false, "") => cluster.Name!,
        (false, var id) => $"{cluster.Name} ({id})",
    };

    /// <summary>Made once in an audit: a big fleet has as many keys as clusters.</summary>
    private sealed class UsersByKey(CamundaClusters reported, AuditEvidence evidence)
    {
        /// <summary>The clusters that use a key according to Camunda, by the key's identity, in Camunda's order.</summary>
        public ILookup<string, CamundaCluster> Users { get; } = reported.Items
            .SelectMany(cluster => Keys(cluster).Select(arn => DeclaredKey.Of(arn).Identity).Distinct(), (cluster, identity) => (Cluster: cluster, Identity: identity))
            .ToLookup(use => use.Identity, use => use.Cluster, StringComparer.Ordinal);

        public HashSet<string> Undeclared { get; } = UndeclaredClusters.Of(evidence).Select(cluster => cluster.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
    }
}
