using AtRest.Core.Inventory;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>KPOL-4: the cluster's role holds no action beyond the ones that Camunda documents.</summary>
internal sealed class LeastPrivilegeRule : KeyPolicyRule
{
    public const string Id = "KPOL-4";

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The cluster's role may do no more than it needs",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
    };

    protected override Outcome Judge(RuleContext context, ClusterKey key, KeyPolicyReading reading)
    {
        var role = context.External!.RoleArn;
        // A grant that lets its holder retire it gives nothing but its own end, so of this action only the policy counts.
        var policyAlone = new RoleJudge(reading, [], role, context.AuditedAt);
        var withGrants = new RoleJudge(reading, key.Evidence.Grants.Value?.Items ?? [], role, context.AuditedAt);
        var answers = (from action in KmsActions.Names
                       where !KmsActions.Permitted.Contains(action)
                       let judge = action == KmsActions.RetireGrant ? policyAlone : withGrants
                       from scenario in RoleScenario.All
                       where judge.IsPossible(scenario, action)
                       select judge.Judge(scenario, action)).ToList();
        var held = answers.Where(answer => answer.IsGranted).Select(answer => answer.Action).Distinct(StringComparer.Ordinal).ToList();
        var possible = answers.Where(answer => answer.State == RoleAccessState.Uncertain).ToList();
        var outcome = held.Count > 0 ? Excess(key, reading, role.Value, held)
            : possible.Count > 0 ? Possible(key, reading, possible)
            : Outcome.Pass($"The policy of the {key.Designation} and its grants give the cluster's role no action beyond the ones that Camunda documents.");
        return outcome with { Evidence = [key.Evidence.Grants.Reference] };
    }

    private static Outcome Excess(ClusterKey key, KeyPolicyReading reading, string role, List<string> held)
    {
        var administrative = held.Where(action => KmsActions.All[action] == KmsActionKind.Administrative).ToList();
        var danger = administrative.Count == 0
            ? "It could do more with the key than the cluster ever asks for."
            : "Some of these change the key itself or who may use it. AWS refuses most of them to callers of another account today; a policy should not offer them all the same.";
        return Outcome.Fail(
            $"The cluster's role {role} holds {held.Count} actions on the {key.Designation} that the cluster does not need: {Wording.List(held)}.") with
        {
            Severity = administrative.Count > 0 ? Severity.High : null,
            Consequence = danger,
            Remedy = "Take the role out of the statements that allow it more, but leave in them whom else they name, such as your own account. Then add the "
                + "statement below, which has all that Camunda documents.",
            RemedyCode = PolicyPatch.AllowRole(reading, role, KmsActions.Required),
        };
    }

    private static Outcome Possible(ClusterKey key, KeyPolicyReading reading, List<RoleAccess> possible)
    {
        var statements = possible.SelectMany(answer => answer.Culprits).Distinct().Order().ToList();
        var actions = possible.Select(answer => answer.Action).Distinct(StringComparer.Ordinal).ToList();
        return Outcome.Unknown($"Whether the cluster's role holds more actions on the {key.Designation} than the cluster needs depends on "
            + $"{ReachText.Statements(reading, [.. statements])}: {ReachText.Conditions(reading, [.. statements])}. It concerns {Wording.List(actions)}.") with
        {
            Remedy = "Take these actions out of what the statement allows the cluster's role.",
        };
    }
}
