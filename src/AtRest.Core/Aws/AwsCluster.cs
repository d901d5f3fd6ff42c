using System.Collections.Immutable;
using AtRest.Core.Aws.Rules;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws;

/// <summary>What AWS's rules see of a cluster.</summary>
public static class AwsCluster
{
    extension(RuleContext context)
    {
        /// <summary>Null unless the cluster is declared External with a key in AWS KMS.</summary>
        public DeclaredEncryption.External? External => context.Cluster.Encryption as DeclaredEncryption.External;

        /// <summary>The declared AWS keys, primary first; empty unless the cluster is declared External with a key in AWS KMS.</summary>
        public ImmutableArray<ClusterKey> Keys => context.External is { } external ? context.Once("", () => new ClusterKeys(ClusterKey.Of(external, context.Evidence))).Items : [];
    }
}

/// <summary>The keys of a cluster.</summary>
internal sealed record ClusterKeys(ImmutableArray<ClusterKey> Items);
