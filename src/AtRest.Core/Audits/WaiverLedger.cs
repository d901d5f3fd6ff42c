using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>The waivers that apply, and those that were used.</summary>
internal static class WaiverLedger
{
    public static Waiver? Find(RuleContext context, string ruleId) => context.Evidence.Waivers(context.Cluster.Id, ruleId)
        .Where(waiver => !IsExpired(waiver, context.AuditedAt))
        .MaxBy(waiver => waiver.Expires);

    /// <summary>Every waiver except those for clusters that the audit leaves out.</summary>
    /// <param name="evidence">Of the audit.</param>
    /// <param name="used">The subjects of the waivers in findings.</param>
    public static ImmutableArray<WaiverUse> Of(AuditEvidence evidence, IReadOnlySet<(string Rule, string Cluster)> used)
    {
        var leftOut = evidence.LeftOut.ToHashSet(StringComparer.Ordinal);
        return [.. evidence.Organization.Waivers
            .Where(waiver => !leftOut.Contains(waiver.Cluster))
            .Select(waiver => new WaiverUse(waiver, IsExpired(waiver, evidence.AuditedAt) ? WaiverState.Expired : used.Contains(Subject(waiver)) ? WaiverState.Active : WaiverState.Unused))
            .OrderBy(use => use.Waiver.Cluster, StringComparer.Ordinal)
            .ThenBy(use => use.Waiver.Rule, StringComparer.Ordinal)
            .ThenBy(use => use.Waiver.Expires)];
    }

    /// <summary>What a waiver accepts: if two accept the same failure, the finding names the one that lasts longer, but both match it.</summary>
    public static (string Rule, string Cluster) Subject(Waiver waiver) => (waiver.Rule, waiver.Cluster);

    private static bool IsExpired(Waiver waiver, DateTimeOffset at) => waiver.Expires < DateOnly.FromDateTime(at.UtcDateTime);
}
