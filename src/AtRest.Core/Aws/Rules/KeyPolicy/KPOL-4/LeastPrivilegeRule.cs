using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-4: the cluster's role has no permissions beyond the ones that Camunda documents.</summary>
internal sealed class LeastPrivilegeRule : KeyPolicyRule
{
    public const string Id = KeyPolicyRuleIds.LeastPrivilege;

    private const string NarrowPolicy = "Leave the cluster's role only the permissions that Camunda documents. Remove all others from the statements that name only the role, "
        + "and remove the role from the statements that it shares with others, such as your own account.";

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The cluster's role has only the permissions that it needs",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    protected override IEnumerable<EvidenceReference> FurtherEvidence(ClusterKey key) => [key.Evidence.Grants.Reference];

    protected override Outcome Judge(KeyPolicySituation situation)
    {
        var excess = situation.Analysis.ExcessOf(situation.Role);
        ImmutableArray<RoleAccess> possible = [.. excess.Answers.Where(answer => answer.State == RoleAccessState.Uncertain)];
        return !excess.Held.IsEmpty ? Excess(situation, excess)
            : !possible.IsEmpty ? Possible(situation, excess, possible)
            : Outcome.Pass($"The policy of the {situation.Designation} and its grants give {RoleOf(situation)} only permissions that Camunda documents.");
    }

    /// <summary>Includes the ARN if several clusters use the key.</summary>
    private static string RoleOf(KeyPolicySituation situation) => situation.IsShared ? $"the cluster's role {situation.Role.Value}" : "the cluster's role";

    private static Outcome Excess(KeyPolicySituation situation, RoleExcess excess)
    {
        var (key, role) = (situation.Key, situation.Role.Value);
        var held = excess.Held;
        var byGrants = excess.HeldByGrantsAlone;
        var grants = excess.GrantsFor(byGrants);
        var isOfPolicy = byGrants.Length < held.Length;
        var number = held.Length == 1 ? "1 action" : $"{held.Length} actions";
        var through = byGrants.IsEmpty ? "" : $" {(byGrants.Length == 1 ? "The permission" : "The permissions")} for {Listing.Of(byGrants)} {(byGrants.Length == 1 ? "comes" : "come")} from {GrantText.Name(grants)}, not from the policy.";
        var isAdministrative = held.Any(action => KmsActions.All[action] == KmsActionKind.Administrative);
        return Outcome.Fail($"The cluster's role {role} has {number} on the {situation.Designation} that the cluster does not need: {Listing.Of(held)}.{through}") with
        {
            Statements = excess.Statements,
            Severity = isAdministrative ? Severity.High : null,
            Consequence = isAdministrative
                ? "Some of these change the key or who can use it. AWS currently rejects most of them from other accounts, but a policy should not allow them."
                : "The role can do more with the key than the cluster needs.",
            Remedy = string.Join(" ", new[] { isOfPolicy ? NarrowPolicy : "", byGrants.IsEmpty ? "" : Revoke(key, grants) }.Where(step => step.Length > 0)),
            RemedyCode = byGrants.IsEmpty ? PolicyPatch.AllowRole(situation.Reading, role, KmsActions.Required) : RevokeOrList(key, grants),
            RemedyCodeUse = byGrants.IsEmpty ? "The following statement contains everything that the role needs." : null,
        };
    }

    private static string Revoke(KeyPolicies.Naming.KmsKeyArn key, ImmutableArray<GrantHolder> grants) =>
        $"Revoke {(grants.Length == 1 ? "the grant" : "the grants")}, because a change of the policy does not remove the permissions of a grant. "
        + (GrantText.RevokeCommands(grants, key) is null
            ? "The following command lists the grants with the IDs that you need to revoke them."
            : $"{GrantText.CommandsBelow(grants)} Revoking a grant removes all of its permissions. First let the policy allow those that the role needs (see KPOL-1).");

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
        return Outcome.Unknown($"Whether {RoleOf(situation)} has more permissions on the {situation.Designation} than the cluster needs depends on {what}. The actions are {Listing.Of(actions)}.") with
        {
            Statements = statements,
            Remedy = statements.IsEmpty && !grants.IsEmpty ? Revoke(key, grants) : "Remove these actions from the statement that allows them to the cluster's role.",
            RemedyCode = statements.IsEmpty && !grants.IsEmpty ? RevokeOrList(key, grants) : null,
        };
    }
}
