using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>What a cluster's role can do, surely or perhaps, beyond what it needs: by the policy, and by grants.</summary>
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

        // A grant that lets its holder retire it gives only the right to end it, so for this action only the policy counts.
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

    /// <summary>Judged once for actions that the policy treats alike.</summary>
    private bool IsPossible(RoleJudge judge, RoleScenario scenario, string action, string caller)
    {
        var call = (scenario, action, caller);
        if (!possible.TryGetValue(call, out var answer))
        {
            possible.Add(call, answer = judge.IsPossible(scenario, action, caller));
        }

        return answer;
    }

    /// <summary>Every call beyond the needed ones that the role can make, or may be able to make.</summary>
    public ImmutableArray<RoleAccess> Answers { get; }

    /// <summary>Whether the role surely has nothing beyond what it needs.</summary>
    public bool IsNothing => Held.IsEmpty && Answers.All(answer => answer.State != RoleAccessState.Uncertain);

    /// <summary>The actions that it surely has beyond what it needs; alphabetical, none twice.</summary>
    public ImmutableArray<string> Held => [.. Answers.Where(answer => answer.IsGranted).Select(answer => answer.Action).Distinct(StringComparer.Ordinal)];

    /// <summary>Those of <see cref="Held"/> that only grants give: no change of the policy takes them away.</summary>
    public ImmutableArray<string> HeldByGrantsAlone =>
        [.. Held.Where(action => !IsHeldByPolicy(action))];

    /// <summary>The statements that give the role what it does not need, or may.</summary>
    public ImmutableArray<int> Statements =>
    [
        .. (from answer in Answers.DistinctBy(answer => (answer.Scenario, answer.Action))
            from caller in policyAlone.Callers
            from index in policyAlone.Allowing(answer.Scenario, answer.Action, caller)
            select index).Distinct().Order(),
    ];

    private bool IsHeldByPolicy(string action) => policyAlone.Callers.Any(caller => RoleScenario.All.Any(scenario =>
        policyAlone.IsPossible(scenario, action, caller) && policyAlone.Judge(scenario, action, caller).IsGranted));

    /// <summary>The grants that give the role any of these, or may.</summary>
    public ImmutableArray<GrantHolder> GrantsFor(IEnumerable<string> actions) =>
    [
        .. GrantHolder.Of([.. actions.SelectMany(action => RoleScenario.All.SelectMany(scenario => withGrants.GrantsFor(scenario, action)))
                .Distinct().Order().Select(index => grants[index])])
            .Where(holder => !holder.IsRetiring),
    ];
}
