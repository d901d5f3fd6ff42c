using System.Collections.Immutable;
using AtRest.Core.Policies.Matching;

namespace AtRest.Core.Policies.Access;

/// <summary>
/// Tries a caller against the policy alone, one action of each group. A condition on what the caller chooses counts as met: the question is
/// what somebody could reach, not what a certain call does.
/// </summary>
internal sealed class AccessProbe
{
    private readonly KeyPolicyReading reading;
    private readonly ProbeBudget budget;
    private readonly ImmutableArray<HashSet<string>> keys;
    private readonly bool isAccountAsked;

    public AccessProbe(KeyPolicyReading reading)
    {
        this.reading = reading;
        budget = new ProbeBudget(reading.Policy);
        isAccountAsked = reading.Mentions("kms:CallerAccount");
        keys = [.. reading.Policy.Statements.Select(MentionedKeys.Of)];
    }

    /// <exception cref="PolicyTooIntricateException">Too much work for one policy.</exception>
    public Reach Try(string principal, Func<string, CallFacts> factsOf)
    {
        var parts = ImmutableArray.CreateBuilder<ActionReach>();

        // Only RetireGrant comes with other facts, those about the caller's account, so at most two questions answer for all actions.
        var other = Request("kms:DescribeKey");
        var rest = reading.Alone.MatchAnyAction(other);
        var retiring = isAccountAsked ? Request(KmsActions.RetireGrant) : other;
        var retirement = isAccountAsked ? reading.Alone.MatchAnyAction(retiring) : rest;
        foreach (var (group, statements) in reading.ActionGroups.Zip(reading.StatementsOfGroups))
        {
            budget.Spend();
            var (request, verdicts) = group[0] == KmsActions.RetireGrant ? (retiring, retirement) : (other, rest);
            if (OutcomeOf(statements, verdicts) is not (AccessOutcome.ExplicitDeny or AccessOutcome.ImplicitDeny))
            {
                parts.Add(Part(group, request, [.. statements.Where(index => verdicts[index].Matches != Ternary.No).Select(index => (index, verdicts[index].Matches))]));
            }
        }

        return Reach.Of(parts.ToImmutable());

        AccessRequest Request(string action) =>
            factsOf(action).ToRequest(reading, principal, action, key => key?.Nature != ConditionKeyNature.Service);
    }

    private AccessOutcome OutcomeOf(ImmutableArray<int> statements, ImmutableArray<StatementVerdict> verdicts)
    {
        var tally = new DecisionTally();
        foreach (var index in statements)
        {
            tally.Add(reading.Policy.Statements[index].Effect, verdicts[index].Matches, verdicts[index].Cover);
        }

        return tally.Outcome;
    }

    private ActionReach Part(ImmutableArray<string> group, AccessRequest request, List<(int Index, Ternary Matches)> matching)
    {
        var unclear = matching.Where(match => match.Matches == Ternary.Unknown && IsUnclear(match.Index, request)).Select(match => match.Index).ToList();
        var (allowing, denying) = (matching.Select(match => match.Index).Where(IsAllow).ToList(), matching.Select(match => match.Index).Where(index => !IsAllow(index)));
        var clear = allowing.Except(unclear).ToList();
        var isCertain = clear.Count > 0 && unclear.TrueForAll(IsAllow);
        return new ActionReach(group, isCertain, [.. isCertain ? clear : allowing], [.. denying], [.. unclear]);
    }

    private bool IsAllow(int index) => reading.Policy.Statements[index].Effect == StatementEffect.Allow;

    /// <summary>
    /// Whether an undecided statement rests on a key that nobody can attribute. Unclear too is what no condition explains: a Deny with
    /// NotPrincipal that may or may not exempt the caller.
    /// </summary>
    private bool IsUnclear(int index, AccessRequest request)
    {
        var open = keys[index].Where(request.Unknown.Contains).ToList();
        return open.Count == 0 ? reading.Policy.Statements[index].Principal.IsNegated : open.Exists(IsOpaque);
    }

    private static bool IsOpaque(string key) => ConditionKeys.Find(key) is null or { Name: "aws:userid" };
}
