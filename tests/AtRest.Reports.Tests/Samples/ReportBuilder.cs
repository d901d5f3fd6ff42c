using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Controls;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Reports.Tests.Samples;

/// <summary>Builds reports whose counts, verdicts and order agree with their findings, as the auditor's do.</summary>
internal sealed class ReportBuilder
{
    public static readonly DateTimeOffset AuditedAt = new(2026, 11, 24, 2, 0, 7, TimeSpan.Zero);

    private readonly List<ClusterAudit> clusters = [];
    private readonly List<EvidenceEntry> evidence = [];
    private readonly List<WaiverUse> waivers = [];
    private readonly List<Finding> organizationFindings = [];
    private readonly List<ReportedKeyPolicy> keyPolicies = [];
    private readonly List<ReportChange> changes = [];
    private string organizationName = "Zürcher Handelsbank AG";

    public ReportBuilder WithOrganization(string name)
    {
        organizationName = name;
        return this;
    }

    public ReportBuilder WithCluster(Cluster cluster, params IEnumerable<Finding> findings)
    {
        ImmutableArray<Finding> all = [.. findings];
        clusters.Add(new ClusterAudit
        {
            Cluster = cluster,
            Verdict = VerdictOf(all),
            Statements = SampleStatements.For(cluster),
            Findings = all,
        });
        return this;
    }

    /// <summary>What Camunda reports about the cluster that was added last.</summary>
    public ReportBuilder Reported(CamundaCluster reported)
    {
        clusters[^1] = clusters[^1] with { Reported = reported };
        return this;
    }

    public ReportBuilder WithEvidence(params IEnumerable<EvidenceEntry> entries)
    {
        evidence.AddRange(entries);
        return this;
    }

    public ReportBuilder WithWaiver(Waiver waiver, WaiverState state)
    {
        waivers.Add(new WaiverUse(waiver, state));
        return this;
    }

    public ReportBuilder WithOrganizationFindings(params IEnumerable<Finding> findings)
    {
        organizationFindings.AddRange(findings);
        return this;
    }

    public ReportBuilder WithHistory(ReportedKeyPolicy policy, params IEnumerable<ReportChange> differences)
    {
        keyPolicies.Add(policy);
        changes.AddRange(differences);
        return this;
    }

    public AuditReport Build() => new()
    {
        SchemaVersion = AuditReport.CurrentSchemaVersion,
        ReportId = "5f0f6a2e-6d0c-8b1e-9c55-0d6f4a1f7e21",
        AuditId = "01939f5e-2a40-7c3b-8f1d-6b1de2a7c901",
        OrganizationId = "zuercher-handelsbank",
        OrganizationName = organizationName,
        GeneratedAt = AuditedAt,
        Tool = new ToolInfo("AtRest", "0.1.0"),
        WriteEvidence = (stream, cancellationToken) => stream.WriteAsync("{}\n"u8.ToArray(), cancellationToken).AsTask(),
        Parameters = new AuditParameters(),
        Summary = new ReportSummary
        {
            Clusters = clusters.Count,
            Compliant = clusters.Count(cluster => cluster.Verdict == Verdict.Compliant),
            NonCompliant = clusters.Count(cluster => cluster.Verdict == Verdict.NonCompliant),
            Indeterminate = clusters.Count(cluster => cluster.Verdict == Verdict.Indeterminate),
            Findings = Enum.GetValues<FindingStatus>().ToImmutableSortedDictionary(
                status => status,
                status => clusters.Sum(cluster => cluster.Findings.Count(finding => finding.Status == status))),
        },
        Clusters = [.. clusters.OrderByDescending(cluster => cluster.Verdict).ThenBy(cluster => cluster.Cluster.Name, StringComparer.Ordinal)],
        Findings = [.. organizationFindings],
        Frameworks = FrameworkResults.Of(clusters, organizationFindings),
        Waivers = [.. waivers],
        KeyPolicies = [.. keyPolicies],
        PreviousReportId = keyPolicies.Count == 0 ? null : "0b9e8d7c-6f5a-8e4d-a3c2-b1a09f8e7d6c",
        PreviousGeneratedAt = keyPolicies.Count == 0 ? null : AuditedAt.AddDays(-31),
        Changes = [.. changes],
        Evidence = [.. evidence.DistinctBy(entry => entry.Id).OrderBy(entry => entry.Source, StringComparer.Ordinal).ThenBy(entry => entry.Resource, StringComparer.Ordinal)],
    };

    private static Verdict VerdictOf(ImmutableArray<Finding> findings)
    {
        var required = findings.Where(finding => finding.Level == RuleLevel.Required).ToList();
        return required.Exists(finding => finding.IsOpenFailure) ? Verdict.NonCompliant
            : required.Exists(finding => finding.Status == FindingStatus.Unknown) ? Verdict.Indeterminate
            : Verdict.Compliant;
    }
}
