using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>KPOL-1: the key policy, with the grants, lets the cluster's role do all that the cluster needs.</summary>
internal sealed class RoleAccessRule : KeyPolicyRule
{
    public const string Id = "KPOL-1";

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The key policy lets the cluster's role use the key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    protected override Outcome Judge(RuleContext context, ClusterKey key, KeyPolicyReading reading)
    {
        var role = context.External!.RoleArn;
        var grants = key.Evidence.Grants;
        var judge = new RoleJudge(reading, grants.Value?.Items ?? [], role, context.AuditedAt);
        var answers = (from scenario in RoleScenario.All from action in scenario.Actions select judge.Judge(scenario, action)).ToList();
        var explain = new RoleAccessExplanation(reading, role, answers);
        var denied = answers.Where(answer => answer.IsDenied).ToList();
        var unreadGrants = UnreadGrants(grants);
        var outcome = denied.Count == 0 ? WithoutDenial(key, role.Value, answers, explain)
            : unreadGrants is { } cause && denied.TrueForAll(MayBeGranted) ? OnlyAGrantCouldHelp(explain, cause)
            : Outcome.Fail($"The key policy does not let the cluster's role {role.Value} do everything that the cluster needs. {explain.All()}") with
            {
                Consequence = NoAccess,
                Remedy = explain.Remedy(),
                RemedyCode = explain.Patch(),
                RemedyCodeUse = explain.PatchUse(),
            };
        return outcome with { Evidence = [grants.Reference, key.Evidence.Metadata.Reference] };
    }

    private static Outcome WithoutDenial(ClusterKey key, string role, List<RoleAccess> answers, RoleAccessExplanation explain)
    {
        if (answers.Exists(answer => !answer.IsGranted))
        {
            return Outcome.Unknown($"Whether the cluster's role {role} can do everything that the cluster needs cannot be said. {explain.All()}") with
            {
                Consequence = $"If the role is refused: {NoAccess}",
                Remedy = "Take the condition away from what the policy allows the cluster's role, as in the policy that Camunda documents "
                    + $"({DocumentedPolicy}), or have Camunda confirm that its calls meet it.",
            };
        }

        var through = answers.Exists(answer => answer.State == RoleAccessState.Delegated)
            ? " It does so only by naming the role's whole account, see KPOL-3."
            : "";
        return Outcome.Pass(
            $"The policy of the {key.Designation} lets the cluster's role {role} make every call that the cluster needs: directly, through EBS and through S3.{through}");
    }

    /// <summary>Grants may allow what the policy does not, but not against a Deny, and not the listing and revoking of grants.</summary>
    private static bool MayBeGranted(RoleAccess answer) => answer.State == RoleAccessState.NotAllowed && KmsActions.IsGrantable(answer.Action);

    private static Outcome OnlyAGrantCouldHelp(RoleAccessExplanation explain, string cause) =>
        Outcome.Unknown($"The key policy alone does not let the cluster's role do everything that the cluster needs. {explain.All()} "
            + $"A grant could allow it nevertheless, but the grants could not be read: {cause}") with
        {
            Consequence = $"If no grant allows it: {NoAccess}",
            Remedy = $"Let AtRest's audit role call kms:ListGrants on this key. {explain.Remedy()}",
            RemedyCode = explain.Patch(),
            RemedyCodeUse = explain.PatchUse(),
        };

    /// <summary>Null if the grants were read, or nobody asked for them: a policy that is checked by itself is judged by itself.</summary>
    private static string? UnreadGrants(Collected<KeyGrants> grants) =>
        grants.TryGet(out _, out var absence) || absence.Kind == AbsenceKind.NotCollected ? null : absence.Cause;
}
