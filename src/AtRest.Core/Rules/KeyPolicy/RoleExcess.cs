using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Naming;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>What the cluster's role may do, surely or perhaps, beyond what it needs: by the policy, and by grants.</summary>
internal sealed class RoleExcess
{
    private readonly ImmutableArray<KeyGrant> grants;
    private readonly RoleJudge policyAlone;
    private readonly RoleJudge withGrants;

    public RoleExcess(KeyPolicyReading reading, ImmutableArray<KeyGrant> grants, Arn role, DateTimeOffset moment)
    {
        this.grants = grants;
        policyAlone = new RoleJudge(reading, [], role, moment);
        withGrants = new RoleJudge(reading, grants, role, moment);

        // A grant that lets its holder retire it gives nothing but its own end, so of this action only the policy counts.
        Answers = [.. from action in KmsActions.Names
                      where !KmsActions.Permitted.Contains(action)
                      let judge = action == KmsActions.RetireGrant ? policyAlone : withGrants
                      from scenario in RoleScenario.All
                      from caller in judge.Callers
                      where judge.IsPossible(scenario, action, caller)
                      select judge.Judge(scenario, action, caller)];
    }

    public ImmutableArray<RoleAccess> Answers { get; }

    /// <summary>Alphabetical, none twice.</summary>
    public ImmutableArray<string> Held => [.. Answers.Where(answer => answer.IsGranted).Select(answer => answer.Action).Distinct(StringComparer.Ordinal)];

    /// <summary>Those of <see cref="Held"/> that the policy alone does not give: no change of it takes them away.</summary>
    public ImmutableArray<string> HeldByGrantsAlone =>
        [.. Held.Where(action => !IsHeldByPolicy(action))];

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
