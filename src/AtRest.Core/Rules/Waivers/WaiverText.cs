using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.Waivers;

/// <summary>Formats waivers for messages.</summary>
internal static class WaiverText
{
    /// <summary>The rule, the cluster, the last day, the owner and the approver of a waiver.</summary>
    public static string Describe(Waiver waiver, OrganizationContext context) =>
        $"{waiver.Rule} of {ClusterName(waiver, context)}, last day {Day(waiver.Expires)} (owner {waiver.Owner}, approved by {waiver.ApprovedBy})";

    public static string Count(int count, string verbOfOne, string verbOfMany) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "waiver" : "waivers")} {(count == 1 ? verbOfOne : verbOfMany)}");

    /// <summary>A heading, and one line for each waiver.</summary>
    public static string Lines(string heading, IEnumerable<string> lines) => string.Concat(lines.Select(line => $"\n- {line}").Prepend(heading));

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string ClusterName(Waiver waiver, OrganizationContext context) =>
        Find(waiver, context) is { } audit ? $"{audit.Cluster.Name} ({waiver.Cluster})" : $"'{waiver.Cluster}'";

    public static ClusterAudit? Find(Waiver waiver, OrganizationContext context) => context.Find(waiver.Cluster);
}
