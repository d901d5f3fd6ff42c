using System.Collections.Immutable;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Camunda;

/// <summary>Camunda's list of clusters, so that no rule searches it for each cluster.</summary>
internal sealed class CamundaReports(ImmutableArray<CamundaCluster> items)
{
    /// <summary>By ID, without white space at its ends. Not case-sensitive.</summary>
    public ILookup<string, CamundaCluster> ById { get; } = items.ToLookup(cluster => cluster.Uuid.Trim(), StringComparer.OrdinalIgnoreCase);

    /// <summary>By the identities of the AWS keys that Camunda names.</summary>
    public ILookup<string, CamundaCluster> ByKey { get; } = items
        .SelectMany(cluster => KeysOf(cluster).Select(key => DeclaredKey.Of(key).Identity).Distinct(StringComparer.Ordinal).Select(identity => (Identity: identity, Cluster: cluster)))
        .ToLookup(use => use.Identity, use => use.Cluster, StringComparer.Ordinal);

    private static IEnumerable<KmsKeyArn> KeysOf(CamundaCluster cluster)
    {
        foreach (var text in new[] { cluster.Encryption?.PrimaryKeyArn, cluster.Encryption?.SecondaryKeyArn })
        {
            if (KmsKeyArn.TryParse(text?.Trim(), out var arn))
            {
                yield return arn;
            }
        }
    }
}
