using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Removes from saved evidence what an audit of fewer clusters would not have read, because a report lists only the evidence that it uses.</summary>
internal static class EvidenceScope
{
    public static AuditEvidence Narrow(AuditEvidence evidence, Organization organization)
    {
        var clusters = organization.Clusters.Select(cluster => cluster.Id).ToHashSet(StringComparer.Ordinal);
        return evidence with
        {
            Organization = organization,
            NotEvaluated = [.. evidence.NotEvaluated.Where(entry => clusters.Contains(entry.ClusterId))],
            Clouds = evidence.Clouds.Narrow(organization),
        };
    }
}
