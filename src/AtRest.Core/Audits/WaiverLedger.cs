using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>Which waivers count, and which were used.</summary>
internal static class WaiverLedger
{
    public static Waiver? Find(RuleContext context, string ruleId) => context.Organization.Waivers
        .Where(waiver => waiver.Rule == ruleId && waiver.Cluster == context.Cluster.Id && !IsExpired(waiver, context.AuditedAt))
        .MaxBy(waiver => waiver.Expires);

    /// <summary>Every waiver but those for clusters that the audit leaves out: of these it can say nothing.</summary>
    public static ImmutableArray<WaiverUse> Of(AuditEvidence evidence, ImmutableArray<ClusterAudit> clusters)
    {
        // By what they accept: of two for the same failure the finding names the one that lasts longer, but both match it.
        var used = clusters.SelectMany(cluster => cluster.Findings).Select(finding => finding.Waiver).OfType<Waiver>().Select(Subject).ToHashSet();
        return [.. evidence.Organization.Waivers
            .Where(waiver => !evidence.LeftOut.Contains(waiver.Cluster))
            .Select(waiver => new WaiverUse(waiver, IsExpired(waiver, evidence.AuditedAt) ? WaiverState.Expired : used.Contains(Subject(waiver)) ? WaiverState.Active : WaiverState.Unused))
            .OrderBy(use => use.Waiver.Cluster, StringComparer.Ordinal)
            .ThenBy(use => use.Waiver.Rule, StringComparer.Ordinal)
            .ThenBy(use => use.Waiver.Expires)];
    }

    private static (string Rule, string Cluster) Subject(Waiver waiver) => (waiver.Rule, waiver.Cluster);

    private static bool IsExpired(Waiver waiver, DateTimeOffset at) => waiver.Expires < DateOnly.FromDateTime(at.UtcDateTime);
}
