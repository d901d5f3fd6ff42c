using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits.History;

/// <summary>Key policies whose text changed.</summary>
internal static class KeyPolicyChanges
{
    /// <summary>The policies that were read, by key ARN.</summary>
    public static ImmutableArray<ReportedKeyPolicy> PoliciesOf(AuditEvidence evidence) =>
    [
        .. evidence.Clouds.Aws.Keys
            .Where(key => key.Policy.Value is not null)
            .OrderBy(key => key.KeyArn, StringComparer.Ordinal)
            .Select(key => new ReportedKeyPolicy { KeyArn = key.KeyArn, Sha256 = EvidenceHash.OfText(key.Policy.Value!.Json), Policy = key.Policy.Value.Json }),
    ];

    public static IEnumerable<ReportChange> Of(AuditEvidence evidence, PreviousAudit previous, ImmutableArray<ClusterAudit> clusters)
    {
        var before = previous.KeyPolicies.ToDictionary(policy => policy.KeyArn, StringComparer.Ordinal);
        foreach (var now in PoliciesOf(evidence))
        {
            if (before.TryGetValue(now.KeyArn, out var earlier) && earlier.Sha256 != now.Sha256)
            {
                yield return Change(earlier, now, [.. clusters.Select(audit => audit.Cluster).Where(cluster => Uses(cluster, now.KeyArn))]);
            }
        }
    }

    private static ReportChange Change(ReportedKeyPolicy before, ReportedKeyPolicy after, List<Cluster> users)
    {
        var difference = PolicyLines.Difference(before.Policy, after.Policy);
        var whose = users.Count == 0 ? "" : $" ({string.Join(", ", users.Select(cluster => cluster.Name).Order(StringComparer.Ordinal))})";
        return new ReportChange
        {
            Kind = ChangeKind.KeyPolicy,
            Cluster = users.Count == 1 ? users[0].Id : null,
            Resource = after.KeyArn,
            Before = before.Sha256,
            After = after.Sha256,
            Message = difference is ""
                ? $"The policy of key {after.KeyArn}{whose} was only formatted differently: its white space or the order of its fields changed, but not its meaning."
                : $"The policy of key {after.KeyArn}{whose} was changed.{(difference is null ? " It is too long to show the difference here." : "")}",
            Difference = difference is "" ? null : difference,
        };
    }

    private static bool Uses(Cluster cluster, string keyArn) =>
        cluster.Encryption is DeclaredEncryption.External external && (external.PrimaryKeyArn.Value == keyArn || external.SecondaryKeyArn?.Value == keyArn);
}
