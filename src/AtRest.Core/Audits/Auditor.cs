using System.Collections.Immutable;
using AtRest.Core.Audits.History;
using AtRest.Core.Camunda;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Clouds;
using AtRest.Core.Controls;
using AtRest.Core.Costs;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;
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

    /// <summary>How many clusters are judged at once. The report is the same, whatever it is.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;

    /// <summary>Ends an audit of a big fleet early.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <exception cref="OperationCanceledException"><see cref="Cancellation"/> was cancelled.</exception>
    public AuditReport Audit(AuditEvidence evidence)
    {
        var index = new EvidenceIndex(evidence);
        var ledger = EvidenceLedger.Of(evidence.Clouds);
        var causes = new FindingCauses(ledger);
        var controls = new PlaceJudge();
        var comparison = ReportComparison.With(index);
        ImmutableArray<Cluster> declared = [.. evidence.Organization.Clusters, .. UndeclaredClusters.Of(evidence)];

        // In the order of the report within one verdict and severity.
        List<Cluster> shown = [.. declared.Concat(GivenUpClusters.Undeclared(evidence, declared)).OrderBy(cluster => cluster.Name, StringComparer.Ordinal).ThenBy(cluster => cluster.Id, StringComparer.Ordinal)];
        var (clusters, changes, usedWaivers) = (new PackedClusters(index, shown), new List<ReportChange>(), new HashSet<(string Rule, string Cluster)>());
        var costs = new KeyCostSum();
        OrderedWork.Run([.. Enumerable.Range(0, shown.Count)], Threads, Judge, Take, Cancellation);

        var waivers = WaiverLedger.Of(evidence, usedWaivers);
        var summaries = clusters.Summaries;
        var findings = AuditOrganization(new OrganizationContext
        {
            Organization = evidence.Organization,
            AuditedAt = evidence.AuditedAt,
            Waivers = waivers,
            Clusters = clusters,
            Find = Finder(clusters, summaries),
        });
        var ofOrganization = new FrameworkTally();
        ofOrganization.Add(controls.Judge(ControlPlace.Of(findings)));
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
            Summary = Summarize(summaries),
            Clusters = clusters,
            Summaries = summaries,
            Findings = findings,
            Frameworks = FrameworkTally.Sum([.. clusters.Tallies, ofOrganization]),
            Waivers = waivers,
            KeyPolicies = KeyPolicyChanges.PoliciesOf(evidence),
            PreviousReportId = evidence.Previous?.ReportId,
            PreviousGeneratedAt = evidence.Previous?.GeneratedAt,
            Changes = comparison?.Together(changes, summaries, findings) ?? [],
            Trend = Trend.Of(evidence, summaries),
            Costs = CostList.Of(evidence, costs, ledger.Calls),
            Evidence = ledger.Entries,
            WriteEvidence = (stream, cancellationToken) => EvidenceSerializer.WriteAsync(evidence, stream, cancellationToken),
            Period = ReportPeriod.Of(evidence.AuditedAt, evidence.Parameters, ledger.ReadFrom, ledger.ReadUntil),
        };

        JudgedCluster Judge(int place)
        {
            var audit = Audit(new RuleContext(index, shown[place]), causes);
            return new JudgedCluster(
                ClusterSummary.Of(audit),
                clusters.Pack(audit, place),
                controls.Judge(ControlPlace.Of(audit)),
                comparison?.Of(audit) ?? [],
                audit.Costs,
                [.. audit.Findings.Select(finding => finding.Waiver).OfType<Waiver>().Select(WaiverLedger.Subject)]);
        }

        void Take(JudgedCluster judged)
        {
            clusters.Append(judged.Summary, judged.Packed, judged.Controls);
            changes.AddRange(judged.Changes);
            foreach (var key in judged.Costs)
            {
                costs.Add(key);
            }

            usedWaivers.UnionWith(judged.Waivers);
        }
    }

    /// <summary>Made of a cluster by one of several threads.</summary>
    private sealed record JudgedCluster(
        ClusterSummary Summary, byte[] Packed, PlaceResults Controls, ImmutableArray<ReportChange> Changes, ImmutableArray<KeyCost> Costs, ImmutableArray<(string Rule, string Cluster)> Waivers);

    private static Func<string, ClusterAudit?> Finder(PackedClusters clusters, ImmutableArray<ClusterSummary> summaries)
    {
        var places = new Lazy<Dictionary<string, int>>(() => summaries.Index().DistinctBy(entry => entry.Item.Id, StringComparer.Ordinal).ToDictionary(entry => entry.Item.Id, entry => entry.Index, StringComparer.Ordinal));
        return id => places.Value.TryGetValue(id, out var place) ? clusters.At(place) : null;
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
            ReportedProvider = context.Evidence.ReportedProvider(context.Cluster.Id),
            NotEvaluated = notEvaluated,
            Verdict = Verdicts.Of(findings),
            Statements = AuditStatements.For(context, findings),
            Findings = findings,
            Costs = CostList.Of(context.Evidence, context.Cluster),
            Timeline = TimelineList.Of(context.Evidence, context.Cluster),
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

    private static ReportSummary Summarize(ImmutableArray<ClusterSummary> clusters) => new()
    {
        Clusters = clusters.Length,
        Undeclared = clusters.Count(cluster => cluster.DeclaredType == EncryptionType.None),
        Compliant = clusters.Count(cluster => cluster.Verdict == Verdict.Compliant),
        NonCompliant = clusters.Count(cluster => cluster.Verdict == Verdict.NonCompliant),
        Indeterminate = clusters.Count(cluster => cluster.Verdict == Verdict.Indeterminate),
        Findings = Enum.GetValues<FindingStatus>().ToImmutableSortedDictionary(
            status => status,
            status => clusters.Sum(cluster => cluster.Count(count => count.Status == status))),
    };
}
