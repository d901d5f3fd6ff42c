using System.Collections.Immutable;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>
/// Compares the policies of two related keys in different regions. It compares decisions, not texts: the sample calls combine the principals, actions
/// and condition values of both policies.
/// </summary>
internal sealed class PolicyComparison
{
    private static readonly string[] WayKeys = ["kms:ViaService", "aws:ViaAWSService", "kms:GrantIsForAWSResource"];

    private readonly SampleRequests first;
    private readonly ImmutableArray<SampleRequests> second;
    private readonly SampleCallers callers;
    private readonly SampleCalls calls;
    private readonly ImmutableArray<RoleScenario> ways;
    private readonly ImmutableArray<ImmutableArray<string>> groups;

    public PolicyComparison(KeyPolicyReading firstPolicy, KeyPolicyReading secondPolicy, Arn role, DateTimeOffset moment)
    {
        var names = new NameTranslation(firstPolicy.Key, secondPolicy.Key);
        first = new SampleRequests(firstPolicy, moment, principal => principal, (_, value) => value);

        // A multi-Region trail has the ARN of its home region. The second policy can therefore name a trail in either of the two regions.
        second =
        [
            new SampleRequests(secondPolicy, moment, names.ToOtherPrincipal, names.ToOtherValue),
            new SampleRequests(secondPolicy, moment, names.ToOtherPrincipal, names.ToSameValue),
        ];
        callers = new SampleCallers(firstPolicy, secondPolicy, role, names);
        calls = new SampleCalls(firstPolicy, secondPolicy, names);
        ways = WayKeys.Any(key => firstPolicy.Mentions(key) || secondPolicy.Mentions(key)) ? RoleScenario.All : [RoleScenario.Direct];
        groups = [.. from mine in firstPolicy.ActionGroups from theirs in secondPolicy.ActionGroups let both = mine.Intersect(theirs).ToImmutableArray() where !both.IsEmpty select both];
    }

    /// <summary>
    /// The differences, broad callers first. A caller is left out if its whole account, or everyone, has the same difference.
    /// </summary>
    /// <exception cref="PolicyTooComplexException">The comparison exceeds its work budget.</exception>
    public ImmutableArray<PolicyDifference> Find() => AreAlikeByText ? [] : Compare();

    private KeyPolicyReading Second => second[0].Reading;

    /// <summary>Whether the texts are the same and name neither key nor region. This is the usual case, which needs no sample calls.</summary>
    private bool AreAlikeByText =>
        first.Reading.Text == Second.Text
        && first.Reading.Key.AccountId == Second.Key.AccountId
        && new[] { first.Reading.Key, Second.Key }.All(key =>
            !first.Reading.Text.Contains(key.Region, StringComparison.Ordinal) && !first.Reading.Text.Contains(key.KeyId, StringComparison.Ordinal));

    private ImmutableArray<PolicyDifference> Compare()
    {
        var reported = new HashSet<(string Account, KeyPolicyReading Allowing, string Action)>();
        var differences = ImmutableArray.CreateBuilder<PolicyDifference>();
        foreach (var group in callers.All().GroupBy(caller => caller.Label, StringComparer.Ordinal).ToList())
        {
            var found = group.SelectMany(Differences).Where(item => !reported.Contains(("", item.Allowing, item.Action)) && !reported.Contains((group.First().Account, item.Allowing, item.Action)));
            foreach (var side in found.ToList().GroupBy(item => (item.Allowing, item.IsCertain)))
            {
                differences.Add(new PolicyDifference(
                    group.Key,
                    side.Key.Allowing,
                    [.. side.Select(item => item.Action).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                    [.. side.SelectMany(item => item.Statements).Distinct().Order()],
                    side.Key.IsCertain));
                reported.UnionWith(side.Select(item => Scope(group.First(), item)));
            }
        }

        return differences.ToImmutable();
    }

    private static (string Account, KeyPolicyReading Allowing, string Action) Scope(SampleCaller caller, Item item) => caller.Breadth switch
    {
        SampleBreadth.Anyone => ("", item.Allowing, item.Action),
        SampleBreadth.Account => (caller.Account, item.Allowing, item.Action),

        // An identity represents only itself.
        _ => (caller.Label, item.Allowing, item.Action),
    };

    private IEnumerable<Item> Differences(SampleCaller caller) =>
        from context in calls.Contexts
        from way in ways
        from alike in groups
        let action = alike[0]
        let mine = first.Make(caller, context, way, action)
        where mine is not null
        let theirs = second.Select(side => side.Make(caller, context, way, action)).ToImmutableArray()
        where theirs.All(request => request is not null)
        from item in Compare(alike, mine, [.. theirs.Select(request => request!)])
        select item;

    private IEnumerable<Item> Compare(ImmutableArray<string> alike, AccessRequest mine, ImmutableArray<AccessRequest> theirs)
    {
        var one = GradeOf(first, mine);
        var other = GradeOf(second[0], theirs[0]);
        if (one == other || one == GradeOf(second[1], theirs[1]))
        {
            return [];
        }

        var (allowing, request) = one > other ? (first.Reading, mine) : (second[0].Reading, theirs[0]);
        var statements = allowing.WithoutGrants.Evaluate(request).Statements
            .Where(match => match.Effect == StatementEffect.Allow && match.Matches != Ternary.No)
            .Select(match => match.Index)
            .ToImmutableArray();
        var isCertain = one != Grade.Perhaps && other != Grade.Perhaps;
        return alike.Select(action => new Item(action, allowing, statements, isCertain));
    }

    private static Grade GradeOf(SampleRequests side, AccessRequest request) => side.Decide(request) switch
    {
        AccessOutcome.Allow => Grade.Allowed,

        // In the owner's account it matters whether IAM policies must allow the call as well. In other accounts they always must.
        AccessOutcome.Delegated => Caller.Of(request.Principal)?.Account == side.Reading.Key.AccountId ? Grade.Delegated : Grade.Allowed,
        AccessOutcome.Conditional => Grade.Perhaps,
        _ => Grade.Denied,
    };

    private enum Grade
    {
        Denied,
        Perhaps,
        Delegated,
        Allowed,
    }

    private sealed record Item(string Action, KeyPolicyReading Allowing, ImmutableArray<int> Statements, bool IsCertain);
}
