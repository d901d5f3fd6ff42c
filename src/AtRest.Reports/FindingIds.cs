using AtRest.Core.Audits;
using AtRest.Core.Naming;

namespace AtRest.Reports;

/// <summary>
/// An ID for each finding. It derives from the organization, the cluster, the rule and the resource, so that it is equal in every audit: systems that import reports see the same finding again.
/// </summary>
internal static class FindingIds
{
    /// <summary>The findings of a cluster, or of the organization (null), with their IDs.</summary>
    public static IEnumerable<(Finding Finding, string Id)> Of(string organization, string? cluster, IEnumerable<Finding> findings)
    {
        var known = new Dictionary<(string Rule, string? Resource), int>();
        foreach (var finding in findings)
        {
            // A rule can have several findings about one resource.
            var number = known[(finding.RuleId, finding.Resource)] = known.GetValueOrDefault((finding.RuleId, finding.Resource)) + 1;
            yield return (finding, Derive(
                "finding", organization, cluster is null ? "organization" : "cluster", cluster ?? "", finding.RuleId, finding.Resource ?? "", number == 1 ? "" : $"{number}"));
        }
    }

    /// <summary>An ID from any texts.</summary>
    public static string Derive(params IEnumerable<string> parts) =>
        DerivedId.Of([.. parts.Select(part => part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal))]);
}
