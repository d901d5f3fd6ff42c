using System.Collections.Immutable;
using AtRest.Core.Audits.History;
using AtRest.Core.Camunda;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Controls;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>Turns evidence into a report. Pure: the same evidence always gives the same report.</summary>
public sealed class Auditor
{
    private readonly ImmutableArray<IRule> rules;
    private readonly ToolInfo tool;

    public Auditor(ImmutableArray<IRule> rules, ToolInfo tool)
    {
        this.rules = rules;
        this.tool = tool;
    }

    /// <summary>The rules about the organization as a whole.</summary>
    internal ImmutableArray<IOrganizationRule> OrganizationRules { get; init; } = RuleCatalog.Organization;

    public AuditReport Audit(AuditEvidence evidence)
    {
        var index = new EvidenceIndex(evidence);
        var ledger = EvidenceLedger.Of(evidence.Clouds);
        var causes = new FindingCauses(evidence.Clouds, ledger);
        ImmutableArray<Cluster> shown = [.. evidence.Organization.Clusters, .. UndeclaredClusters.Of(evidence)];
        var clusters = shown.Concat(GivenUpClusters.Undeclared(evidence, shown))
            .Select(cluster => Audit(new RuleContext(index, cluster), causes))
            .OrderByDescending(cluster => cluster.Verdict)
            .ThenBy(WorstOpenSeverity)
            .ThenBy(cluster => cluster.Cluster.Name, StringComparer.Ordinal)
            .ThenBy(cluster => cluster.Cluster.Id, StringComparer.Ordinal)
            .ToImmutableArray();
        var waivers = WaiverLedger.Of(evidence, clusters);
        var findings = AuditOrganization(new OrganizationContext { Organization = evidence.Organization, AuditedAt = evidence.AuditedAt, Waivers = waivers, Clusters = clusters });
        return new AuditReport
        {
            SchemaVersion = AuditReport.CurrentSchemaVersion,
            ReportId = ReportIds.Of(evidence.AuditId, evidence.Organization.Id),
            AuditId = evidence.AuditId,
            OrganizationId = evidence.Organization.Id,
            OrganizationName = evidence.Organization.Name,
            GeneratedAt = evidence.AuditedAt,
            Tool = tool,
            Parameters = evidence.Parameters,
            Demo = evidence.Demo,
            OrderedBy = evidence.OrderedBy,
            CollectedAs = [.. AccountReader.Merge(evidence.Clouds.Readers)],
            InventorySha256 = evidence.InventorySha256,
            LeftOut = evidence.LeftOut,
            Summary = Summarize(clusters),
            Clusters = clusters,
            Findings = findings,
            Frameworks = FrameworkResults.Of(clusters, findings),
            Waivers = waivers,
            KeyPolicies = KeyPolicyChanges.PoliciesOf(evidence),
            PreviousReportId = evidence.Previous?.ReportId,
            PreviousGeneratedAt = evidence.Previous?.GeneratedAt,
            Changes = ReportComparison.Of(evidence, clusters, findings),
            Evidence = ledger,
        };
    }

    private ClusterAudit Audit(RuleContext context, FindingCauses causes)
    {
        var type = context.Cluster.Encryption.Type;
        var findings = rules
            .Where(rule => type == EncryptionType.None ? rule.Descriptor.AppliesTo.IsEverything : rule.Descriptor.AppliesTo.Covers(context.Cluster.Encryption))
            .SelectMany(rule => Evaluate(rule.Descriptor, () => Outcomes(rule, context))
                .Select(outcome => ToFinding(rule.Descriptor, outcome, outcome.Status == FindingStatus.Fail ? WaiverLedger.Find(context, rule.Descriptor.Id) : null, type)))
            .Select(causes.Explain)
            .ToImmutableArray();
        var notEvaluated = context.Evidence.WhyNotEvaluated(context.Cluster.Id);
        return new ClusterAudit
        {
            Cluster = context.Cluster,
            Reported = context.Evidence.Reported(context.Cluster.Id),
            ReportedProvider = ReportedProviderOf(context),
            NotEvaluated = notEvaluated,
            Verdict = Verdicts.Of(findings),
            Statements = AuditStatements.For(context, findings),
            Findings = findings,
            Measured = notEvaluated is null && type != EncryptionType.None ? ControlChecks.Of(context) : ClusterAudit.NothingMeasured,
        };
    }

    private ImmutableArray<Finding> AuditOrganization(OrganizationContext context) =>
        [.. OrganizationRules.SelectMany(rule => Evaluate(rule.Descriptor, () => rule.Evaluate(context)).Select(outcome => ToFinding(rule.Descriptor, outcome, waiver: null, EncryptionType.None)))];

    private static IEnumerable<Outcome> Outcomes(IRule rule, RuleContext context) =>
        context.Evidence.WhyNotEvaluated(context.Cluster.Id) is { } cause ? GivenUpClusters.Outcomes(rule, context, cause)
        : context.Cluster.Encryption.Type == EncryptionType.None && rule.Descriptor.Id != ReportedTypeRule.Id ? [UndeclaredClusters.NothingToCompare] : rule.Evaluate(context);

    /// <summary>A rule that throws, or returns nothing, has a defect: the report says that it was not judged, and continues.</summary>
    private static ImmutableArray<Outcome> Evaluate(RuleDescriptor rule, Func<IEnumerable<Outcome>> evaluate)
    {
        try
        {
            var outcomes = evaluate().ToImmutableArray();
            return outcomes.IsEmpty ? [Outcome.Unknown($"AtRest has a defect: rule {rule.Id} gave no result. Please report it.")] : outcomes;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return [Outcome.Unknown($"AtRest has a defect: rule {rule.Id} failed ({exception.GetType().Name}: {exception.Message}). Please report it.")];
        }
    }

    internal static Finding ToFinding(RuleDescriptor rule, Outcome outcome, Waiver? waiver, EncryptionType type) => new()
    {
        RuleId = rule.Id,
        Title = rule.Title,
        Level = outcome.Level ?? rule.Level,
        Status = outcome.Status,
        Severity = outcome.Severity ?? rule.Severity,
        Resource = outcome.Resource,
        Message = outcome.Message,
        Consequence = outcome.Consequence,
        Remedy = outcome.Remedy,
        RemedyCode = outcome.RemedyCode,
        Statements = outcome.Statements,
        Waiver = waiver,
        Evidence = [.. outcome.Evidence.Select(reference => reference.Id).Distinct()],
        Controls = ControlCatalog.ControlsOf(rule.Id, type),
    };

    private static string? ReportedProviderOf(RuleContext context) => context.Evidence.Reported(context.Cluster.Id) is { } reported
        ? CamundaCloud.NameOf(reported, context.Evidence.Evidence.Clouds.Camunda?.Regions.Value)
        : null;

    private static int WorstOpenSeverity(ClusterAudit cluster) =>
        cluster.Findings.Where(finding => finding.IsOpenFailure).Select(finding => (int)finding.Severity).DefaultIfEmpty(int.MaxValue).Min();

    private static ReportSummary Summarize(ImmutableArray<ClusterAudit> clusters) => new()
    {
        Clusters = clusters.Length,
        Undeclared = clusters.Count(cluster => cluster.Cluster.Encryption.Type == EncryptionType.None),
        Compliant = clusters.Count(cluster => cluster.Verdict == Verdict.Compliant),
        NonCompliant = clusters.Count(cluster => cluster.Verdict == Verdict.NonCompliant),
        Indeterminate = clusters.Count(cluster => cluster.Verdict == Verdict.Indeterminate),
        Findings = Enum.GetValues<FindingStatus>().ToImmutableSortedDictionary(
            status => status,
            status => clusters.Sum(cluster => cluster.Findings.Count(finding => finding.Status == status))),
    };
}
