using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-4: the cluster's role holds no action beyond the ones that Camunda documents.</summary>
internal sealed class LeastPrivilegeRule : KeyPolicyRule
{
    public const string Id = "KPOL-4";

    private const string NarrowPolicy = "Leave the cluster's role no more than Camunda documents: take what goes beyond it out of the statements that name the role alone, "
        + "and take the role out of those that it shares with others, such as your own account.";

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The cluster's role may do no more than it needs",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
    };

    protected override IEnumerable<EvidenceReference> FurtherEvidence(ClusterKey key) => [key.Evidence.Grants.Reference];

    protected override Outcome Judge(KeyPolicySituation situation)
    {
        var excess = situation.Analysis.ExcessOf(situation.Role);
        ImmutableArray<RoleAccess> possible = [.. excess.Answers.Where(answer => answer.State == RoleAccessState.Uncertain)];
        return !excess.Held.IsEmpty ? Excess(situation, excess)
            : !possible.IsEmpty ? Possible(situation, excess, possible)
            : Outcome.Pass($"The policy of the {situation.Designation} and its grants give {RoleOf(situation)} no action beyond the ones that Camunda documents.");
    }

    /// <summary>Named where several clusters use the key.</summary>
    private static string RoleOf(KeyPolicySituation situation) => situation.IsShared ? $"the cluster's role {situation.Role.Value}" : "the cluster's role";

    private static Outcome Excess(KeyPolicySituation situation, RoleExcess excess)
    {
        var (key, role) = (situation.Key, situation.Role.Value);
        var held = excess.Held;
        var byGrants = excess.HeldByGrantsAlone;
        var grants = excess.GrantsFor(byGrants);
        var isOfPolicy = byGrants.Length < held.Length;
        var number = held.Length == 1 ? "1 action" : $"{held.Length} actions";
        var through = byGrants.IsEmpty ? "" : $" {(isOfPolicy ? $"{Listing.Of(byGrants)}: not by the policy, but" : "The policy does not give that, but a grant does:")} by {GrantText.Name(grants)}.";
        var isAdministrative = held.Any(action => KmsActions.All[action] == KmsActionKind.Administrative);
        return Outcome.Fail($"The cluster's role {role} holds {number} on the {situation.Designation} that the cluster does not need: {Listing.Of(held)}.{through}") with
        {
            Statements = excess.Statements,
            Severity = isAdministrative ? Severity.High : null,
            Consequence = isAdministrative
                ? "Some of these change the key itself or who may use it. AWS refuses most of them to callers of another account today; a policy should not offer them nevertheless."
                : "It could do more with the key than the cluster needs.",
            Remedy = string.Join(" ", new[] { isOfPolicy ? NarrowPolicy : "", byGrants.IsEmpty ? "" : Revoke(key, grants) }.Where(step => step.Length > 0)),
            RemedyCode = byGrants.IsEmpty ? PolicyPatch.AllowRole(situation.Reading, role, KmsActions.Required) : RevokeOrList(key, grants),
            RemedyCodeUse = byGrants.IsEmpty ? "The statement below has all that the role needs." : null,
        };
    }

    private static string Revoke(KeyPolicies.Naming.KmsKeyArn key, ImmutableArray<GrantHolder> grants) =>
        $"Revoke {(grants.Length == 1 ? "the grant" : "the grants")}: a change of the policy would not take away what a grant gives. "
        + (GrantText.RevokeCommands(grants, key) is null
            ? "The command below lists the grants with the ids by which they are revoked."
            : $"{GrantText.CommandsBelow(grants)} A grant ends as a whole: what else it allows the role, the policy must allow before (see KPOL-1).");

    private static string RevokeOrList(KeyPolicies.Naming.KmsKeyArn key, ImmutableArray<GrantHolder> grants) => GrantText.RevokeCommands(grants, key) ?? GrantText.ListCommand(key);

    private static Outcome Possible(KeyPolicySituation situation, RoleExcess excess, ImmutableArray<RoleAccess> possible)
    {
        var (key, reading) = (situation.Key, situation.Reading);
        ImmutableArray<int> statements = [.. possible.SelectMany(answer => answer.Culprits).Distinct().Order()];
        ImmutableArray<string> actions = [.. possible.Select(answer => answer.Action).Distinct(StringComparer.Ordinal)];
        var grants = excess.GrantsFor(actions);
        var what = statements.IsEmpty
            ? grants.IsEmpty ? possible[0].Doubt : GrantText.Name(grants)
            : $"{ReachText.Statements(reading, statements)}{(ReachText.Conditions(reading, statements) is { Length: > 0 } quoted ? $": {quoted}" : "")}";
        return Outcome.Unknown($"Whether {RoleOf(situation)} holds more actions on the {situation.Designation} than the cluster needs depends on {what}. It concerns {Listing.Of(actions)}.") with
        {
            Statements = statements,
            Remedy = statements.IsEmpty && !grants.IsEmpty ? Revoke(key, grants) : "Take these actions out of what the statement allows the cluster's role.",
            RemedyCode = statements.IsEmpty && !grants.IsEmpty ? RevokeOrList(key, grants) : null,
        };
    }
}
