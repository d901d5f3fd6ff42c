using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Numerics;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Conditions;
using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>
/// Decides the access of a caller: whether the caller can choose the rest of its request, such as network, organization, encryption context, tags or
/// service, so that an Allow matches and no Deny matches. Groups of keys are independent of each other. The search therefore goes from group to group,
/// and keeps only which Deny statements can still match. If one such set includes another, only the smaller set is needed.
/// </summary>
internal sealed class AccessSearch(PolicyModel model)
{
    private readonly ContextClasses contexts = new(model);
    private readonly Dictionary<(CallerKind Kind, int Group), Frame> frames = [];

    /// <summary>The statements that apply to the actions of each group, computed on first use.</summary>
    private readonly List<StatementModel>?[] relevantTo = new List<StatementModel>?[model.Groups.Length];
    private readonly Dictionary<List<ContextClass>, Dictionary<Criterion, Ternary[]>> judged = [];

    /// <summary>The access of a caller to each group of actions.</summary>
    /// <param name="caller">The caller.</param>
    /// <param name="isPublic">Whether to consider only requests that no fixed value of the policy names in any way.</param>
    public Reach Find(CallerClass caller, bool isPublic = false)
    {
        var parts = ImmutableArray.CreateBuilder<ActionReach>();
        var known = model.Known.SetItems(caller.Facts);
        for (var group = 0; group < model.Groups.Length; group++)
        {
            var part = Find(caller, known, group, isPublic);
            if (model.Groups[group][0] == KmsActions.RetireGrant && part is not { IsCertain: true } && model.Mentions("kms:CallerAccount"))
            {
                // AWS pages contradict each other on whether AWS sends this key with RetireGrant, so both cases are tried.
                part = Find(caller, known.SetItem("kms:CallerAccount", null), group, isPublic) is { } other && (other.IsCertain || part is null) ? other : part;
            }

            if (part is not null)
            {
                parts.Add(part.IsCertain && !KmsActions.All.ContainsKey(model.Groups[group][0]) ? part with { IsCertain = false, Unclear = part.Allowing, Example = null } : part);
            }
        }

        return Reach.Of(parts.ToImmutable());
    }

    private ActionReach? Find(CallerClass caller, ImmutableDictionary<string, ImmutableArray<string>?> known, int group, bool isPublic)
    {
        var actions = model.Groups[group];
        var relevant = relevantTo[group] ??= [.. model.Statements.Where(statement => statement.AppliesTo(actions[0]))];
        var covered = relevant.Select(statement => (Statement: statement, Cover: statement.CoverOf(caller))).Where(pair => pair.Cover != PrincipalCover.None).ToList();
        model.Budget.Spend(1 + relevant.Count);
        if (!covered.Exists(pair => pair.Statement.IsAllow))
        {
            return null;
        }

        var frame = FrameOf(caller, known, group);
        var facts = frame.Absent.IsEmpty ? known : known.SetItems(frame.Absent);
        var request = model.RequestOf(facts, frame.Unknown, caller.Principal, actions[0]);
        var alive = covered.Select(pair => CandidateOf(pair.Statement, pair.Cover, request, facts))
            .Where(candidate => candidate.Settled != Ternary.No || candidate.Possible != Ternary.No).ToList();
        var denials = alive.Where(candidate => !candidate.Statement.IsAllow).ToList();
        var allowing = new List<int>();
        var possible = new List<Candidate>();
        AccessRequest? example = null;
        foreach (var allow in alive.Where(candidate => candidate.Statement.IsAllow))
        {
            if (Choose(caller, facts, frame.Groups, allow, denials, Mode.Certain, isPublic) is { } context)
            {
                allowing.Add(allow.Statement.Index);
                example ??= caller.Kind == CallerKind.IdentityProvider ? null : Verified(model.RequestOf(facts.SetItems(context.Facts), caller.Principal, actions[0]));
            }
            else if (Choose(caller, facts, frame.Groups, allow, denials, Mode.Possible, isPublic) is not null)
            {
                possible.Add(allow);
            }
        }

        ImmutableArray<int> denying = [.. denials.Select(denial => denial.Statement.Index)];
        if (allowing.Count > 0)
        {
            return new ActionReach(actions, true, [.. allowing], denying, []) { Example = example };
        }

        var unclear = possible.Concat(possible.Count > 0 ? denials : []).Where(IsUnclear).Select(candidate => candidate.Statement.Index).ToImmutableArray();
        return possible.Count == 0 ? null
            : new ActionReach(actions, false, [.. possible.Select(candidate => candidate.Statement.Index)], denying, unclear.IsEmpty ? [.. possible.Select(candidate => candidate.Statement.Index)] : unclear);
    }

    private Candidate CandidateOf(StatementModel statement, PrincipalCover cover, AccessRequest request, ImmutableDictionary<string, ImmutableArray<string>?> facts)
    {
        var settled = Settled(statement, cover, request, facts, Mode.Certain);
        return new(statement, settled, statement.HasMixedVariable ? Settled(statement, cover, request, facts, Mode.Possible) : settled);
    }

    /// <summary>The keys that AWS does not send with the actions of a group, and the groups of the other keys. Both are the same for all callers of a kind.</summary>
    private Frame FrameOf(CallerClass caller, ImmutableDictionary<string, ImmutableArray<string>?> known, int group)
    {
        var key = (caller.Kind, group);
        if (!frames.TryGetValue(key, out var frame))
        {
            var absent = model.Reading.Mentioned.Where(name => !KeyOperations.MayHave(name, model.Groups[group][0]))
                .ToImmutableDictionary(name => name, _ => (ImmutableArray<string>?)null, StringComparer.OrdinalIgnoreCase);
            var facts = known.SetItems(absent);
            frame = new(absent, contexts.Groups(facts), model.UnknownKeys(facts));
            frames.Add(key, frame);
        }

        return frame;
    }

    /// <summary>
    /// The result of the principal and of those criteria that the facts of the caller decide. If a part of a pattern is another attribute of the caller, one
    /// caller of each class may not be enough to see all results. If no certain access is found, any text can therefore stand for that part.
    /// </summary>
    private Ternary Settled(StatementModel statement, PrincipalCover cover, AccessRequest request, ImmutableDictionary<string, ImmutableArray<string>?> facts, Mode mode)
    {
        var result = cover == PrincipalCover.Uncertain ? Ternary.Unknown : Ternary.Yes;
        foreach (var criterion in statement.Criteria)
        {
            if (result != Ternary.No && IsSettled(criterion, request))
            {
                result = Logic.And(result, criterion.Match(mode == Mode.Possible && criterion.HasMixedVariable ? WithoutVariables(criterion, facts) : request));
            }
        }

        return result;
    }

    /// <summary>A request in which only the key of the condition is known, and the facts that are the same for every call.</summary>
    private AccessRequest WithoutVariables(Criterion criterion, ImmutableDictionary<string, ImmutableArray<string>?> facts) =>
        PolicyModel.RequestAbout(criterion.Keys, criterion.Condition is { } condition && facts.TryGetValue(condition.Key, out var asked) ? model.Known.SetItem(condition.Key, asked) : model.Known, ContextClass.Empty.Facts);

    private static bool IsSettled(Criterion criterion, AccessRequest request) => !criterion.Keys.Any(request.Unknown.Contains);

    /// <summary>Values of the open keys with which the Allow matches and no Deny matches. Null if there are none.</summary>
    private ContextClass? Choose(
        CallerClass caller,
        ImmutableDictionary<string, ImmutableArray<string>?> facts,
        ImmutableArray<ImmutableArray<string>> groups,
        Candidate allow,
        List<Candidate> denials,
        Mode mode,
        bool isPublic)
    {
        if (mode == Mode.Certain ? allow.Settled != Ternary.Yes : allow.Possible == Ternary.No)
        {
            return null;
        }

        var remaining = denials.Where(denial => mode == Mode.Certain ? denial.Settled != Ternary.No : denial.Possible == Ternary.Yes).ToList();
        if (remaining.Exists(denial => !denial.Statement.Criteria.Any(criterion => criterion.Keys.Any(key => !facts.ContainsKey(key)))))
        {
            return null;
        }

        var chosen = new List<Choice> { new((BigInteger.One << remaining.Count) - 1, ContextClass.Empty, null) };
        foreach (var group in groups)
        {
            if (!Concerns(allow.Statement, group) && !remaining.Exists(denial => Concerns(denial.Statement, group)))
            {
                continue;
            }

            var options = Options(caller, facts, group, allow, remaining, mode, isPublic);
            chosen = Smallest(chosen.SelectMany(before => options.Select(option => new Choice(before.Left & option.Left, option.Context, before))));
            if (chosen.Count == 0)
            {
                return null;
            }
        }

        return chosen.Find(choice => choice.Left.IsZero)?.Whole();
    }

    private static bool Concerns(StatementModel statement, ImmutableArray<string> group) =>
        statement.Criteria.Any(criterion => Concerns(criterion, group));

    private static bool Concerns(Criterion criterion, ImmutableArray<string> group) => criterion.Keys.Any(key => group.Contains(key, StringComparer.OrdinalIgnoreCase));

    /// <summary>The classes of a group with which the Allow matches, each with the Deny statements that still match.</summary>
    private List<Choice> Options(
        CallerClass caller,
        ImmutableDictionary<string, ImmutableArray<string>?> facts,
        ImmutableArray<string> group,
        Candidate allow,
        List<Candidate> remaining,
        Mode mode,
        bool isPublic)
    {
        var isUnknown = group.Any(IsUnknown);
        var classes = isUnknown && mode == Mode.Certain ? UnknownOnly : contexts.Of(group, caller, facts);
        if (mode == Mode.Possible && group.Any(model.IsMixed))
        {
            return MixedOptions(classes, facts, group, allow, remaining, isPublic);
        }

        var options = new List<Choice>();
        for (var index = 0; index < classes.Count; index++)
        {
            var context = classes[index];
            if ((mode == Mode.Certain && context.IsOpaque) || (isPublic && (context.IsNamed || IsFromNamedNetwork(context, allow.Statement))))
            {
                continue;
            }

            model.Budget.Spend(1 + remaining.Count);
            if (!Matches(allow.Statement))
            {
                continue;
            }

            var left = BigInteger.Zero;
            for (var bit = 0; bit < remaining.Count; bit++)
            {
                if (StillMatches(remaining[bit].Statement))
                {
                    left |= BigInteger.One << bit;
                }
            }

            options.Add(new(left, context, null));

            bool Matches(StatementModel statement) => ResultOf(statement) is var result && (mode == Mode.Certain ? result == Ternary.Yes : result != Ternary.No);

            bool StillMatches(StatementModel statement) => mode == Mode.Certain ? ResultOf(statement) != Ternary.No : ResultOf(statement) == Ternary.Yes;

            Ternary ResultOf(StatementModel statement)
            {
                var result = Ternary.Yes;
                foreach (var criterion in statement.Criteria)
                {
                    if (result != Ternary.No && Concerns(criterion, group))
                    {
                        result = Logic.And(result, mode == Mode.Possible ? JudgePossible(criterion, classes, index, facts) : Judge(criterion, classes, index, facts));
                    }
                }

                return result;
            }
        }

        return Smallest(options);
    }

    /// <summary>The options for possible access, if conditions compare a key of the group in several types.</summary>
    private List<Choice> MixedOptions(
        List<ContextClass> classes,
        ImmutableDictionary<string, ImmutableArray<string>?> facts,
        ImmutableArray<string> group,
        Candidate allow,
        List<Candidate> remaining,
        bool isPublic)
    {
        var own = remaining.Prepend(allow).Select(candidate => candidate.Statement.Criteria.Where(criterion => Concerns(criterion, group)).ToList()).ToList();
        var criteria = own.SelectMany(list => list).ToList();
        var starts = own.Select((_, index) => own.Take(index).Sum(list => list.Count)).ToList();
        var judgements = Enumerable.Range(0, classes.Count).Where(index => !(isPublic && (classes[index].IsNamed || (!model.IsMixed("aws:SourceIp") && IsFromNamedNetwork(classes[index], allow.Statement)))))
            .Select(index => (classes[index], criteria.Select(criterion => JudgePossible(criterion, classes, index, facts)).ToArray()));
        model.Budget.Spend(classes.Count * (1 + remaining.Count));
        var options = new List<Choice>();
        foreach (var results in MixedComparisons.Combine(criteria, judgements, IsExcluded, model.Budget))
        {
            if (ResultOf(0) != Ternary.No)
            {
                var left = Enumerable.Range(0, remaining.Count).Where(bit => ResultOf(bit + 1) == Ternary.Yes).Aggregate(BigInteger.Zero, (bits, bit) => bits | (BigInteger.One << bit));
                options.Add(new(left, ContextClass.Empty, null));
            }

            Ternary ResultOf(int statement) => Enumerable.Range(starts[statement], own[statement].Count).Aggregate(Ternary.Yes, (result, position) => Logic.And(result, results[position]));
        }

        return Smallest(options);

        bool IsExcluded(MixedComparison comparison, ContextClass context) =>
            isPublic && comparison.Type == ValueFamily.Address && PolicyModel.Is(comparison.Key, "aws:SourceIp") && IsFromNamedNetwork(context, allow.Statement);
    }

    /// <summary>The result of a criterion for possible access: unknown where the tried values may not be enough.</summary>
    private Ternary JudgePossible(Criterion criterion, List<ContextClass> classes, int index, ImmutableDictionary<string, ImmutableArray<string>?> facts) =>
        IsUndecided(criterion, facts) ? Ternary.Unknown : Judge(criterion, classes, index, facts);

    /// <summary>
    /// Whether the tried values may not be enough to see all results. This is the case if a variable that the caller chooses is only a part of a pattern, or
    /// if not all classes of values are tried. If no certain access is found, such a criterion is undecided.
    /// </summary>
    private static bool IsUndecided(Criterion criterion, ImmutableDictionary<string, ImmutableArray<string>?> facts) =>
        criterion.IsSampled || (criterion.HasMixedVariable && criterion.Keys.Any(key => !facts.ContainsKey(key) && criterion.Condition is { } condition && !PolicyModel.Is(key, condition.Key)));

    private Ternary Judge(Criterion criterion, List<ContextClass> classes, int index, ImmutableDictionary<string, ImmutableArray<string>?> facts)
    {
        // A criterion that also depends on the caller is evaluated for each caller, all others only once for each class.
        if (criterion.Keys.Any(facts.ContainsKey) || ReferenceEquals(classes, UnknownOnly))
        {
            return criterion.Match(PolicyModel.RequestAbout(criterion.Keys, facts, classes[index].Facts));
        }

        if (!judged.TryGetValue(classes, out var byCriterion))
        {
            judged.Add(classes, byCriterion = []);
        }

        if (!byCriterion.TryGetValue(criterion, out var answers))
        {
            answers = [.. classes.Select(context => criterion.Match(PolicyModel.RequestAbout(criterion.Keys, model.Known, context.Facts)))];
            model.Budget.Spend(answers.Length);
            byCriterion.Add(criterion, answers);
        }

        return answers[index];
    }

    /// <summary>
    /// Whether a condition allows the address by a range that is not broader than /8 (IPv4) or /32 (IPv6). In AWS's definition of public access, such a range
    /// restricts who can call (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).
    /// </summary>
    private bool IsFromNamedNetwork(ContextClass context, StatementModel allow)
    {
        if (context.Facts.GetValueOrDefault("aws:SourceIp") is not [var text] || !IpAddress.TryParse(text, out var address))
        {
            return false;
        }

        var admitting = model.Statements.Where(statement => ReferenceEquals(statement, allow) || !statement.IsAllow)
            .SelectMany(statement => statement.Statement.Conditions.Where(condition => condition.Operator.Comparison == ConditionComparison.IpAddress
                && PolicyModel.Is(condition.Key, "aws:SourceIp") && condition.Operator.IsNegated != statement.IsAllow));
        return admitting.SelectMany(condition => condition.Values).Any(value => IpNetwork.TryParse(value, out var network)
            && network.Prefix >= (network.Address.Bits == 32 ? 8 : 32) && network.Contains(address));
    }

    /// <summary>Whether the value of a key is unknown and the caller cannot choose it: a key that is not in the catalog, or a property of the KMS key that was not read.</summary>
    private static bool IsUnknown(string key) => ConditionKeys.Find(key) is null or { Nature: ConditionKeyNature.Key, Role: RoleKnowledge.Known };

    private static bool IsUnclear(Candidate candidate) => candidate.Possible == Ternary.Unknown
        || candidate.Statement.Criteria.Any(criterion => criterion.Keys.Any(key => IsUnknown(key) || ConditionKeys.Find(key) is { Name: "aws:userid" }) || criterion.HasMixedVariable);

    /// <summary>The choices whose set of matching Deny statements does not include the set of another choice.</summary>
    private List<Choice> Smallest(IEnumerable<Choice> choices)
    {
        var kept = new List<Choice>();
        foreach (var choice in choices)
        {
            model.Budget.Spend();
            if (!kept.Exists(other => (other.Left & choice.Left) == other.Left))
            {
                kept.RemoveAll(other => (other.Left & choice.Left) == choice.Left);
                kept.Add(choice);
            }
        }

        return kept;
    }

    /// <summary>The example, after the evaluator has confirmed that the policy allows it. Otherwise the search has a bug.</summary>
    private AccessRequest Verified(AccessRequest request) => model.Reading.WithoutGrants.IsSureAccess(request)
        ? request
        : throw new InvalidOperationException($"The search found access for {request.Principal} that the evaluator denies.");

    private static readonly List<ContextClass> UnknownOnly = [ContextClass.Empty];

    /// <summary>The condition keys of a kind of caller and a group of actions.</summary>
    /// <param name="Absent">The keys that AWS does not send with the actions.</param>
    /// <param name="Groups">The open keys, in groups that are independent of each other.</param>
    /// <param name="Unknown">The open keys.</param>
    private sealed record Frame(ImmutableDictionary<string, ImmutableArray<string>?> Absent, ImmutableArray<ImmutableArray<string>> Groups, FrozenSet<string> Unknown);

    /// <summary>A statement that covers the caller.</summary>
    /// <param name="Statement">The statement.</param>
    /// <param name="Settled">The result of the criteria that the facts of the caller decide.</param>
    /// <param name="Possible">The same result for all callers that this caller represents.</param>
    private sealed record Candidate(StatementModel Statement, Ternary Settled, Ternary Possible);

    /// <summary>Values for the groups of keys so far.</summary>
    /// <param name="Left">The Deny statements that can still match, one bit each.</param>
    /// <param name="Context">The values of the last group.</param>
    /// <param name="Before">The choice for the groups before; null for the first.</param>
    private sealed record Choice(BigInteger Left, ContextClass Context, Choice? Before)
    {
        /// <summary>The values of all groups. They are combined only for a choice that is used.</summary>
        public ContextClass Whole() => Before is null ? Context : Before.Whole().And(Context);
    }

    private enum Mode
    {
        /// <summary>Finds certain access: unknown results count against access.</summary>
        Certain,

        /// <summary>Finds possible access: unknown results count for access.</summary>
        Possible,
    }
}
