using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Removes from saved evidence what an audit of fewer clusters would not have read, because a report lists only the evidence that it uses.</summary>
internal static class EvidenceScope
{
    public static AuditEvidence Narrow(AuditEvidence evidence, Organization organization) => evidence with
    {
        Organization = organization,
        NotEvaluated = [.. evidence.NotEvaluated.Where(entry => organization.Clusters.Any(cluster => cluster.Id == entry.ClusterId))],
        Clouds = evidence.Clouds.Narrow(organization),
    };
}
