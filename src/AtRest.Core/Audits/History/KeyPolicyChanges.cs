using AtRest.Core.Aws;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits.History;

/// <summary>Key policies whose text changed.</summary>
internal static class KeyPolicyChanges
{
    /// <summary>The policies that were read, by key ARN.</summary>
    public static IEnumerable<ReportedKeyPolicy> PoliciesOf(AuditEvidence evidence)
    {
        foreach (var key in evidence.Clouds.Aws.Keys.SortedBy(key => key.KeyArn))
        {
            if (key.Policy.Value is { Json: var policy })
            {
                yield return new ReportedKeyPolicy { KeyArn = key.KeyArn, Sha256 = EvidenceHash.OfText(policy), Policy = policy };
            }
        }
    }

    public static IEnumerable<ReportChange> Of(EvidenceIndex index, PreviousIndex previous)
    {
        foreach (var now in PoliciesOf(index.Evidence))
        {
            if (previous.Policy(now.KeyArn) is { } earlier && earlier.Sha256 != now.Sha256)
            {
                yield return Change(earlier, now, [.. index.Users(now.KeyArn)]);
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
}
