using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>The permissions of a cluster's role beyond those that the cluster needs, certain or possible, from the policy and from grants.</summary>
public sealed class RoleExcess
{
    private const string Prefix = "kms:";

    private readonly ImmutableArray<KeyGrant> grants;
    private readonly RoleJudge policyAlone;
    private readonly RoleJudge withGrants;
    private readonly Dictionary<(RoleScenario Scenario, string Action, string Caller), bool> possible = [];

    internal RoleExcess(KeyPolicyReading reading, ImmutableArray<KeyGrant> grants, Arn role, DateTimeOffset moment)
    {
        this.grants = grants;
        policyAlone = new RoleJudge(reading, [], role, moment);
        withGrants = new RoleJudge(reading, grants, role, moment);
        var callers = policyAlone.Callers;
        var representatives = (from actions in reading.ActionGroups
                               let beyond = actions.Where(action => !KmsActions.Permitted.Contains(action)).ToList()
                               from action in beyond
                               select (Action: action, beyond[0])).ToDictionary(StringComparer.Ordinal);

        // A grant with RetireGrant only lets its holder end the grant. This is not excessive, so only the policy counts for this action.
        Answers = [.. from action in KmsActions.Names.Concat(reading.UnlistedActions)
                      where !KmsActions.Permitted.Contains(action)
                      let isGranted = action != KmsActions.RetireGrant && IsListedByGrant(action)
                      let judge = isGranted ? withGrants : policyAlone
                      let alike = isGranted ? action : representatives[action]
                      from scenario in RoleScenario.All
                      from caller in callers
                      where IsPossible(judge, scenario, alike, caller)
                      let answer = judge.Judge(scenario, action, caller)
                      select answer.IsGranted && !KmsActions.All.ContainsKey(action) ? answer with { State = RoleAccessState.Uncertain, Doubt = "an action that AtRest does not know" } : answer];
    }

    private bool IsListedByGrant(string action) => grants.Any(grant => !grant.Operations.IsDefault
        && grant.Operations.Any(operation => action.AsSpan(Prefix.Length).Equals(operation, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Computes the answer once for actions that the policy treats in the same way.</summary>
    private bool IsPossible(RoleJudge judge, RoleScenario scenario, string action, string caller)
    {
        var call = (scenario, action, caller);
        if (!possible.TryGetValue(call, out var answer))
        {
            possible.Add(call, answer = judge.IsPossible(scenario, action, caller));
        }

        return answer;
    }

    /// <summary>Every call that the role can make, certainly or possibly, but does not need.</summary>
    public ImmutableArray<RoleAccess> Answers { get; }

    /// <summary>Whether the role certainly has no permissions beyond those that it needs.</summary>
    public bool IsNothing => Held.IsEmpty && Answers.All(answer => answer.State != RoleAccessState.Uncertain);

    /// <summary>The actions that the role can certainly use but does not need, in alphabetical order without duplicates.</summary>
    public ImmutableArray<string> Held => [.. Answers.Where(answer => answer.IsGranted).Select(answer => answer.Action).Distinct(StringComparer.Ordinal)];

    /// <summary>The actions of <see cref="Held"/> that only grants give. No change of the policy removes them.</summary>
    public ImmutableArray<string> HeldByGrantsAlone =>
        [.. Held.Where(action => !IsHeldByPolicy(action))];

    /// <summary>Indexes of the statements that give the role actions that it does not need, certainly or possibly.</summary>
    public ImmutableArray<int> Statements =>
    [
        .. (from answer in Answers.DistinctBy(answer => (answer.Scenario, answer.Action))
            from caller in policyAlone.Callers
            from index in policyAlone.Allowing(answer.Scenario, answer.Action, caller)
            select index).Distinct().Order(),
    ];

    private bool IsHeldByPolicy(string action) => policyAlone.Callers.Any(caller => RoleScenario.All.Any(scenario =>
        policyAlone.IsPossible(scenario, action, caller) && policyAlone.Judge(scenario, action, caller).IsGranted));

    /// <summary>The grants that give the role any of these actions, certainly or possibly.</summary>
    public ImmutableArray<GrantHolder> GrantsFor(IEnumerable<string> actions) =>
    [
        .. GrantHolder.Of([.. actions.SelectMany(action => RoleScenario.All.SelectMany(scenario => withGrants.GrantsFor(scenario, action)))
                .Distinct().Order().Select(index => grants[index])])
            .Where(holder => !holder.IsRetiring),
    ];
}
