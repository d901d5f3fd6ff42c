using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

/// <summary>Builds an organization with Provider clusters, and audits it by chosen rules.</summary>
internal sealed class AuditBuilder
{
    private readonly ImmutableArray<Cluster>.Builder clusters = ImmutableArray.CreateBuilder<Cluster>();
    private readonly ImmutableArray<Waiver>.Builder waivers = ImmutableArray.CreateBuilder<Waiver>();
    private DateTimeOffset auditedAt = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private CloudEvidence clouds = new();
    private string auditId = "audit-1";

    public AuditBuilder WithCluster(string id, string? name = null)
    {
        clusters.Add(new Cluster { Id = id, Name = name ?? id, Provider = CloudProvider.Gcp, Region = "us-east1", Encryption = new DeclaredEncryption.Provider() });
        return this;
    }

    public AuditBuilder WithWaiver(string rule, string cluster, DateOnly expires)
    {
        waivers.Add(new Waiver { Rule = rule, Cluster = cluster, Reason = "Accepted.", Owner = "Ann", ApprovedBy = "Bob", Expires = expires });
        return this;
    }

    public AuditBuilder At(DateTimeOffset moment)
    {
        auditedAt = moment;
        return this;
    }

    public AuditBuilder As(string id)
    {
        auditId = id;
        return this;
    }

    public AuditBuilder Seeing(CloudEvidence evidence)
    {
        clouds = evidence;
        return this;
    }

    public AuditReport Audit(params ImmutableArray<IRule> rules) => new Auditor(rules, new ToolInfo("atrest", "1.2.3")).Audit(new AuditEvidence
    {
        SchemaVersion = AuditEvidence.CurrentSchemaVersion,
        AuditId = auditId,
        AuditedAt = auditedAt,
        Parameters = new AuditParameters(),
        Organization = new Organization { Id = "acme", Name = "Acme Bank", Clusters = clusters.ToImmutable(), Waivers = waivers.ToImmutable() },
        Clouds = clouds,
    });
}
