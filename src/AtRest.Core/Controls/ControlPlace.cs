using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Controls;

/// <summary>The results of all controls for one cluster, or for the organization.</summary>
/// <param name="Cluster">The cluster's ID; null for the organization.</param>
/// <param name="Type">The cluster's declared type.</param>
/// <param name="Results">What the controls say. Clusters with the same results share it.</param>
internal sealed record PlaceResults(string? Cluster, EncryptionType Type, SharedResults Results);

/// <summary>The result of a control for one cluster, or for the organization. It does not name the cluster.</summary>
/// <param name="Status">The status of the control there.</param>
/// <param name="Failure">The rules that fail there; controls that fail in the same way share it.</param>
/// <param name="Gaps">The parts that are not shown there.</param>
internal sealed record PlaceResult(ControlStatus Status, PlaceFailure? Failure, ImmutableArray<PlaceGap> Gaps);

/// <summary>Rules of a control that fail.</summary>
/// <param name="Rules">The rules.</param>
/// <param name="Waived">Whether a waiver accepts every failure.</param>
internal sealed record PlaceFailure(ImmutableArray<string> Rules, bool Waived);

/// <summary>A part of a control that is not shown.</summary>
/// <param name="Reason">The reason, as sentences.</param>
/// <param name="IsOfType">Whether it applies to every cluster of the type, regardless of the findings.</param>
internal sealed record PlaceGap(string Reason, bool IsOfType)
{
    /// <summary>Identifies the reason.</summary>
    public UInt128 Hash { get; } = HashOf(Reason);

    public static UInt128 HashOf(string reason) => BitConverter.ToUInt128(SHA256.HashData(Encoding.UTF8.GetBytes(reason)));
}

/// <summary>A cluster, or the organization, with its findings. A control is judged for each separately.</summary>
internal sealed class ControlPlace
{
    private readonly string? cluster;
    private readonly EncryptionType type;
    private readonly IReadOnlyCollection<Finding> findings;
    private readonly Lazy<ILookup<string, Finding>> byRule;
    private readonly IReadOnlyDictionary<(string Check, int? Days), ImmutableArray<Outcome>> measured;

    private ControlPlace(string? cluster, EncryptionType type, IReadOnlyCollection<Finding> findings, IReadOnlyDictionary<(string Check, int? Days), ImmutableArray<Outcome>> measured)
    {
        this.cluster = cluster;
        this.type = type;
        this.findings = findings;
        byRule = new Lazy<ILookup<string, Finding>>(() => findings.ToLookup(finding => finding.RuleId));
        this.measured = measured;
    }

    /// <summary>The cluster's ID; null for the organization.</summary>
    public string? Cluster => cluster;

    /// <summary>The cluster's declared type.</summary>
    public EncryptionType Type => type;

    public static ControlPlace Of(ClusterAudit audit) => new(audit.Cluster.Id, audit.Cluster.Encryption.Type, audit.Findings, audit.Measured);

    public static ControlPlace Of(IReadOnlyCollection<Finding> organization) => new(null, EncryptionType.None, organization, ClusterAudit.NothingMeasured);

    /// <summary>
    /// Everything that <see cref="Judge(ControlFramework, Control)"/> sees, as one text: places with the same shape have the same results. Resources are only compared with each
    /// other, so a number is enough, and only the messages of what is not shown are used.
    /// </summary>
    public string Shape()
    {
        var (shape, resources) = (new StringBuilder(4096), new Dictionary<string, int>(StringComparer.Ordinal));
        Add(cluster is null ? 0 : 1);
        Add((int)type);
        Add(findings.Count);
        foreach (var finding in findings)
        {
            AddText(finding.RuleId);
            Add(Number(finding.Resource));
            Add((int)StatusOf(finding));
            AddText(finding.Status == FindingStatus.NotApplicable ? finding.Message : null);
        }

        foreach (var ((check, days), outcomes) in measured)
        {
            AddText(check);
            Add(days ?? -1);
            Add(outcomes.Length);
            foreach (var outcome in outcomes)
            {
                Add(Number(outcome.Resource));
                Add((int)outcome.Status);
                AddText(outcome.Status is FindingStatus.NotApplicable or FindingStatus.Fail ? outcome.Message : null);
            }
        }

        return shape.ToString();

        int Number(string? resource)
        {
            if (resource is null)
            {
                return -1;
            }

            resources.TryAdd(resource, resources.Count);
            return resources[resource];
        }

        // Each text with its length, so that two places never have the same shape by accident.
        void AddText(string? text) => shape.Append(text?.Length ?? -1).Append(':').Append(text);

        void Add(int number) => shape.Append(number).Append(';');
    }

    public PlaceResult Judge(ControlFramework framework, Control control)
    {
        if (cluster is null)
        {
            var organization = control.Rules.SelectMany(Plain).ToList();
            return organization.TrueForAll(answer => answer.Status == ControlStatus.NotApplicable) ? Result(ControlStatus.NotApplicable) : Judge(control, organization);
        }

        if (!control.HoldsFor(type))
        {
            return OutOfReach(framework, control);
        }

        var answers = Chosen(control, [.. control.Rules.SelectMany(rule => control.Measures.FirstOrDefault(measure => measure.Rule == rule) is { } measure ? Measured(rule, measure) : Plain(rule))]);
        return answers.Count == 0 ? OutOfReach(framework, control) : Judge(control, answers);
    }

    /// <summary>An undeclared cluster has no declared type, so no control is judged for it. DECL-1 reports it.</summary>
    private PlaceResult OutOfReach(ControlFramework framework, Control control) => framework.AboutResources || type == EncryptionType.None || control.Rules.All(IsOfOrganization)
        ? Result(ControlStatus.NotApplicable)
        : Result(ControlStatus.NotShown, new PlaceGap(control.OtherTypes ?? "No rule that maps to this control applies to such clusters.", IsOfType: true));

    private static PlaceResult Judge(Control control, List<Answer> answers)
    {
        var open = answers.Where(answer => answer.Status == ControlStatus.Fail).ToList();
        var waived = answers.Where(answer => answer.Status == ControlStatus.Waived).ToList();
        var failing = open.Count > 0 ? open : waived;
        var failure = failing.Count == 0 ? null : new PlaceFailure([.. failing.Select(answer => answer.Rule).Distinct()], open.Count == 0);
        var gaps = Gaps(control, answers);
        return new PlaceResult(StatusOf(answers, gaps), failure, gaps);
    }

    private static ControlStatus StatusOf(List<Answer> answers, ImmutableArray<PlaceGap> gaps)
    {
        bool Has(ControlStatus status) => answers.Exists(answer => answer.Status == status);
        return Has(ControlStatus.Fail) ? ControlStatus.Fail
            : Has(ControlStatus.Unknown) ? ControlStatus.Unknown
            : Has(ControlStatus.Waived) ? ControlStatus.Waived
            : !Has(ControlStatus.Pass) ? ControlStatus.NotShown
            : gaps.IsEmpty ? ControlStatus.Pass
            : ControlStatus.Partly;
    }

    /// <summary>The parts of the text that no rule shows, thresholds of the control that are not met, and rules that are not applicable.</summary>
    private static ImmutableArray<PlaceGap> Gaps(Control control, List<Answer> answers)
    {
        var passes = answers.Exists(answer => answer.Status == ControlStatus.Pass);
        var ofFindings = answers
            .Where(answer => answer.Status == ControlStatus.NotShown || (answer.Status == ControlStatus.NotApplicable && !(passes && control.Optional.Contains(answer.Rule))))
            .Select(answer => $"{answer.Rule}: {answer.Message}")
            .Distinct(StringComparer.Ordinal)
            .Select(reason => new PlaceGap(reason, IsOfType: false));
        return control.NotShown is { } text ? [.. ofFindings, new PlaceGap(text, IsOfType: true)] : [.. ofFindings];
    }

    /// <summary>If one of several rules is enough, the best result is used, separately for each key.</summary>
    private static List<Answer> Chosen(Control control, List<Answer> answers)
    {
        var kept = answers.Where(answer => !control.Either.Contains(answer.Rule)).ToList();
        foreach (var alternatives in answers.Where(answer => control.Either.Contains(answer.Rule)).GroupBy(answer => answer.Resource))
        {
            var best = alternatives.Min(answer => Rank(answer.Status));
            kept.AddRange(alternatives.Where(answer => Rank(answer.Status) == best));
        }

        return kept;
    }

    private static int Rank(ControlStatus status) => status switch
    {
        ControlStatus.Pass => 0,
        ControlStatus.Unknown => 1,
        ControlStatus.Fail => 2,
        ControlStatus.Waived => 3,
        ControlStatus.NotShown => 4,
        _ => 5,
    };

    private IEnumerable<Answer> Plain(string rule) => byRule.Value[rule].Select(finding => new Answer(rule, finding.Resource, StatusOf(finding), finding.Message));

    /// <summary>
    /// Uses the control's own threshold instead of the rule's. If it is not met, the control fails only if the rule fails, because AtRest reports no failure that
    /// is not a failure of a rule.
    /// </summary>
    private IEnumerable<Answer> Measured(string rule, ControlMeasure measure)
    {
        var plain = Plain(rule).ToList();
        if (plain.Count == 0 || !measured.TryGetValue((measure.Check, measure.Days), out var outcomes))
        {
            return plain.Select(answer => answer.Status == ControlStatus.Pass ? answer with { Status = ControlStatus.NotShown, Message = "The requirement of the control was not checked." } : answer);
        }

        return outcomes.Select(outcome => new Answer(
            rule,
            outcome.Resource,
            outcome.Status switch
            {
                FindingStatus.Pass => ControlStatus.Pass,
                FindingStatus.Unknown => ControlStatus.Unknown,
                FindingStatus.NotApplicable => ControlStatus.NotApplicable,
                FindingStatus.Fail => plain.Where(answer => answer.Resource == outcome.Resource && answer.Status is ControlStatus.Fail or ControlStatus.Waived)
                    .Select(answer => answer.Status).DefaultIfEmpty(ControlStatus.NotShown).Max(),
                _ => throw new InvalidOperationException($"A measure cannot be {outcome.Status}."),
            },
            outcome.Message));
    }

    private static bool IsOfOrganization(string rule) => RuleCatalog.Organization.Any(known => known.Descriptor.Id == rule);

    private static PlaceResult Result(ControlStatus status, params ImmutableArray<PlaceGap> gaps) => new(status, null, gaps);

    private static ControlStatus StatusOf(Finding finding) => finding.Status switch
    {
        FindingStatus.Fail => finding.Waiver is null ? ControlStatus.Fail : ControlStatus.Waived,
        FindingStatus.Unknown => ControlStatus.Unknown,
        FindingStatus.Pass => ControlStatus.Pass,
        FindingStatus.NotApplicable => ControlStatus.NotApplicable,
        _ => throw new InvalidOperationException($"A finding cannot be {finding.Status}."),
    };

    /// <summary>The result of a rule, or of a control's check, for one resource.</summary>
    private sealed record Answer(string Rule, string? Resource, ControlStatus Status, string Message);
}
