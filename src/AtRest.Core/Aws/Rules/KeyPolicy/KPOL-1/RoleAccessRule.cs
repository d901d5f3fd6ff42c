using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-1: the key policy, with the grants, let the cluster's role make all calls that the cluster needs.</summary>
internal sealed class RoleAccessRule : KeyPolicyRule
{
    public const string Id = KeyPolicyRuleIds.RoleAccess;

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The key policy lets the cluster's role use the key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    /// <summary>A resource control policy applies to callers from every account (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html).</summary>
    private const string NotLookedAt = "Organization policies were not checked. A resource control policy (RCP) of AWS Organizations can deny actions that the key policy allows.";

    private const string Elsewhere = "ORG-1 judges the policies of AWS Organizations.";

    protected override IEnumerable<EvidenceReference> FurtherEvidence(ClusterKey key) => [key.Evidence.Grants.Reference, key.Evidence.Metadata.Reference];

    protected override Outcome Judge(KeyPolicySituation situation)
    {
        var answers = situation.Analysis.AccessOf(situation.Role);
        var explain = new RoleAccessExplanation(situation.Reading, situation.Role, situation.Analysis.Subject.Roles, answers);
        ImmutableArray<RoleAccess> denied = [.. answers.Where(answer => answer.IsDenied)];
        var outcome = denied.IsEmpty ? WithoutDenial(situation, answers, explain)
            : UnreadGrants(situation) is { } unread && denied.All(MayBeGranted) ? OnlyAGrantCouldHelp(explain, unread)
            : Outcome.Fail($"The key policy does not let the cluster's role {situation.Role.Value} do everything that the cluster needs. {explain.All()}") with
            {
                Consequence = NoAccess,
                Remedy = explain.Remedy(),
                RemedyCode = explain.Patch(),
                RemedyCodeUse = explain.PatchUse(),
            };
        return outcome with { Statements = [.. answers.Where(answer => !answer.IsGranted).SelectMany(answer => answer.Culprits).Distinct().Order()] };
    }

    private static Outcome WithoutDenial(KeyPolicySituation situation, ImmutableArray<RoleAccess> answers, RoleAccessExplanation explain)
    {
        if (answers.Any(answer => !answer.IsGranted))
        {
            var (remedy, code) = explain.Open(DocumentedPolicy);
            return Outcome.Unknown($"Whether the cluster's role {situation.Role.Value} can do everything that the cluster needs could not be determined. {explain.All()}") with
            {
                Consequence = $"If the role has no access: {NoAccess}",
                Remedy = remedy,
                RemedyCode = code,
            };
        }

        var through = answers.Any(answer => answer.State == RoleAccessState.Delegated)
            ? " It does so only by naming the role's whole account (see KPOL-3)."
            : "";
        return Outcome.Pass(
            $"The policy of the {situation.Designation} lets the cluster's role {situation.Role.Value} make every call that the cluster needs, directly, through EBS and through S3.{through} {(situation.AreOrganizationPoliciesJudged ? Elsewhere : NotLookedAt)}");
    }

    /// <summary>Grants can allow actions that the policy does not, but they cannot override a Deny, and cannot allow <c>ListGrants</c> or <c>RevokeGrant</c>.</summary>
    private static bool MayBeGranted(RoleAccess answer) => answer.State == RoleAccessState.NotAllowed && KmsActions.IsGrantable(answer.Action);

    private static Outcome OnlyAGrantCouldHelp(RoleAccessExplanation explain, Absence unread) =>
        Outcome.Unknown($"The key policy alone does not let the cluster's role do everything that the cluster needs. {explain.All()} "
            + $"A grant could allow it, but the grants could not be read: {unread.Cause}") with
        {
            Consequence = $"If no grant allows it: {NoAccess}",
            Remedy = $"{unread.Remedy ?? "Give the audit role permission for kms:ListGrants on this key."} {explain.Remedy()}",
            RemedyCode = explain.Patch(),
            RemedyCodeUse = explain.PatchUse(),
        };

    /// <summary>Null if the grants were read, or if they were not collected. Without collected grants, only the policy is judged.</summary>
    private static Absence? UnreadGrants(KeyPolicySituation situation) =>
        situation.GrantsAbsence is { Kind: not AbsenceKind.NotCollected } absence ? absence : null;
}
