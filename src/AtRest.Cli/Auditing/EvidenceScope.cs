using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Leaves out of saved evidence what a narrower choice of clusters would not have read: a report lists only what it rests on.</summary>
internal static class EvidenceScope
{
    public static AuditEvidence Narrow(AuditEvidence evidence, Organization organization) => evidence with
    {
        Organization = organization,
        NotEvaluated = [.. evidence.NotEvaluated.Where(entry => organization.Clusters.Any(cluster => cluster.Id == entry.ClusterId))],
        Clouds = evidence.Clouds.Narrow(organization),
    };
}
