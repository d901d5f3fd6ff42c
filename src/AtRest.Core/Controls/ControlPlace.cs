using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Controls;

/// <summary>What a control comes to in one cluster, or in the organization.</summary>
/// <param name="Cluster">The cluster's id; null: the organization.</param>
/// <param name="Type">The cluster's declared type.</param>
/// <param name="Status">How far the control is shown there.</param>
/// <param name="Failure">The rules that fail there.</param>
/// <param name="Gaps">What is not shown there.</param>
internal sealed record PlaceResult(string? Cluster, EncryptionType Type, ControlStatus Status, ControlFailure? Failure, ImmutableArray<PlaceGap> Gaps);

/// <summary>Something that is not shown.</summary>
/// <param name="Reason">Why, as sentences.</param>
/// <param name="IsOfType">Whether it holds for every cluster of the type, whatever its findings.</param>
internal sealed record PlaceGap(string Reason, bool IsOfType);

/// <summary>A cluster, or the organization, with its findings: a control is judged in each by itself.</summary>
internal sealed class ControlPlace
{
    private readonly string? cluster;
    private readonly EncryptionType type;
    private readonly ILookup<string, Finding> findings;
    private readonly ImmutableDictionary<(string Check, int? Days), ImmutableArray<Outcome>> measured;

    private ControlPlace(string? cluster, EncryptionType type, IEnumerable<Finding> findings, ImmutableDictionary<(string Check, int? Days), ImmutableArray<Outcome>> measured)
    {
        this.cluster = cluster;
        this.type = type;
        this.findings = findings.ToLookup(finding => finding.RuleId);
        this.measured = measured;
    }

    public static ControlPlace Of(ClusterAudit audit) => new(audit.Cluster.Id, audit.Cluster.Encryption.Type, audit.Findings, audit.Measured);

    public static ControlPlace Of(IEnumerable<Finding> organization) => new(null, EncryptionType.None, organization, ClusterAudit.NothingMeasured);

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

    /// <summary>A cluster that nobody declared has no type that a control could be judged for; DECL-1 says what is wrong with it.</summary>
    private PlaceResult OutOfReach(ControlFramework framework, Control control) => framework.AboutResources || type == EncryptionType.None || control.Rules.All(IsOfOrganization)
        ? Result(ControlStatus.NotApplicable)
        : Result(ControlStatus.NotShown, new PlaceGap(control.OtherTypes ?? "No rule that speaks to this control applies to such clusters.", IsOfType: true));

    private PlaceResult Judge(Control control, List<Answer> answers)
    {
        var open = answers.Where(answer => answer.Status == ControlStatus.Fail).ToList();
        var waived = answers.Where(answer => answer.Status == ControlStatus.Waived).ToList();
        var failing = open.Count > 0 ? open : waived;
        var failure = failing.Count == 0 ? null : new ControlFailure(cluster, [.. failing.Select(answer => answer.Rule).Distinct()], open.Count == 0);
        var gaps = Gaps(control, answers);
        return new PlaceResult(cluster, type, StatusOf(answers, gaps), failure, gaps);
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

    /// <summary>What no rule shows of the text, what the control's own threshold is not met by, and rules that have no subject.</summary>
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

    /// <summary>Where one of several rules is enough, the best of them counts, for each key by itself.</summary>
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

    private IEnumerable<Answer> Plain(string rule) => findings[rule].Select(finding => new Answer(rule, finding.Resource, StatusOf(finding), finding.Message));

    /// <summary>
    /// The control's own threshold instead of the rule's. Where it is not met, the control fails only if the rule does: AtRest calls nothing a failure that
    /// no rule of the catalogue asks for.
    /// </summary>
    private IEnumerable<Answer> Measured(string rule, ControlMeasure measure)
    {
        var plain = Plain(rule).ToList();
        if (plain.Count == 0 || !measured.TryGetValue((measure.Check, measure.Days), out var outcomes))
        {
            return plain.Select(answer => answer.Status == ControlStatus.Pass ? answer with { Status = ControlStatus.NotShown, Message = "What the control itself asks for was not measured." } : answer);
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

    private PlaceResult Result(ControlStatus status, params ImmutableArray<PlaceGap> gaps) => new(cluster, type, status, null, gaps);

    private static ControlStatus StatusOf(Finding finding) => finding.Status switch
    {
        FindingStatus.Fail => finding.Waiver is null ? ControlStatus.Fail : ControlStatus.Waived,
        FindingStatus.Unknown => ControlStatus.Unknown,
        FindingStatus.Pass => ControlStatus.Pass,
        FindingStatus.NotApplicable => ControlStatus.NotApplicable,
        _ => throw new InvalidOperationException($"A finding cannot be {finding.Status}."),
    };

    /// <summary>What a rule, or a control's own measure, says about one subject.</summary>
    private sealed record Answer(string Rule, string? Resource, ControlStatus Status, string Message);
}
