using System.Collections.Immutable;

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

    public AccessProbe(KeyPolicyReading reading)
    {
        this.reading = reading;
        budget = new ProbeBudget(reading.Policy);
        keys = [.. reading.Policy.Statements.Select(MentionedKeys.Of)];
    }

    /// <exception cref="PolicyTooIntricateException">Too much work for one policy.</exception>
    public Reach Try(string principal, Func<string, CallFacts> factsOf)
    {
        var actions = ImmutableArray.CreateBuilder<string>();
        var doubtful = ImmutableArray.CreateBuilder<string>();
        var statements = new SortedSet<int>();
        var doubtfulStatements = new SortedSet<int>();
        var retiring = Request(KmsActions.RetireGrant);
        var other = Request("kms:DescribeKey");
        foreach (var group in reading.ActionGroups)
        {
            budget.Spend();
            var request = group[0] == KmsActions.RetireGrant ? retiring : other with { Action = group[0] };
            if (reading.Alone.Decide(request) is AccessOutcome.ExplicitDeny or AccessOutcome.ImplicitDeny)
            {
                continue;
            }

            var decision = reading.Alone.Evaluate(request);
            var allowing = decision.Statements.Where(match => match.Effect == StatementEffect.Allow && match.Matches != Ternary.No).ToList();
            var unclear = decision.Statements.Where(match => match.Matches == Ternary.Unknown && IsUnclear(match.Index, request)).ToList();
            var clear = allowing.Except(unclear).ToList();
            if (clear.Count > 0 && unclear.TrueForAll(match => match.Effect == StatementEffect.Allow))
            {
                actions.AddRange(group);
                statements.UnionWith(clear.Select(match => match.Index));
            }
            else
            {
                doubtful.AddRange(group);
                doubtfulStatements.UnionWith(unclear.Select(match => match.Index));
            }
        }

        return new Reach([.. actions.Order(StringComparer.Ordinal)], [.. statements], [.. doubtful.Order(StringComparer.Ordinal)], [.. doubtfulStatements]);

        AccessRequest Request(string action) =>
            factsOf(action).ToRequest(reading, principal, action, key => key?.Nature != ConditionKeyNature.Service);
    }

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
