using AtRest.Core.Inventory;
using AtRest.Core.Policies;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>KPOL-5: somebody in the owner's account can still change the key policy. The lock-out check.</summary>
internal sealed class OwnerControlRule : KeyPolicyRule
{
    public const string Id = "KPOL-5";

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The owner's account keeps control of the key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    protected override Outcome Judge(RuleContext context, ClusterKey key, KeyPolicyReading reading)
    {
        var owner = key.Arn.AccountId;
        var (caller, decision) = new OwnerAccess(reading, context.AuditedAt).Find();
        return decision.Outcome switch
        {
            AccessOutcome.Allow or AccessOutcome.Delegated =>
                Outcome.Pass($"{Name(caller, owner)} can change the policy of the {key.Designation}, and so keeps control of it."),
            AccessOutcome.Conditional => Open(key, reading, decision),
            _ => LockedOut(key, reading, decision),
        };
    }

    private static string Name(Caller caller, string owner) => caller.Principal.EndsWith(":root", StringComparison.Ordinal) ? $"The owner's account {owner}"
        : caller.Principal.EndsWith('/' + Strangers.RoleName, StringComparison.Ordinal) ? $"By its IAM policies the owner's account {owner}"
        : $"{caller.Principal} of the owner's account";

    private static Outcome Open(ClusterKey key, KeyPolicyReading reading, AccessDecision decision)
    {
        var statements = decision.Statements.Where(match => match.Matches == Ternary.Unknown).Select(match => match.Index).ToList();
        return Outcome.Unknown($"Whether anybody in account {key.Arn.AccountId} can still change the policy of the {key.Designation} depends on "
            + $"{ReachText.Statements(reading, [.. statements])}: {ReachText.Conditions(reading, [.. statements])}.") with
        {
            Consequence = "If nobody can meet the condition any more, only AWS Support can give the key back to its owner.",
            Remedy = "Let the account's root keep kms:* without a condition, as AWS and Camunda document it.",
            RemedyCodeUse = "The statement below is the documented one.",
            RemedyCode = PolicyPatch.AllowOwner(reading),
        };
    }

    private static Outcome LockedOut(ClusterKey key, KeyPolicyReading reading, AccessDecision root)
    {
        var denying = root.Statements.Where(match => match.Effect == StatementEffect.Deny && match.Matches == Ternary.Yes).Select(match => match.Index).ToList();
        var why = denying.Count > 0
            ? $"{ReachText.Statements(reading, [.. denying])} denies kms:PutKeyPolicy to the account's root and to everybody else there"
            : "no statement allows kms:PutKeyPolicy to the account's root or to anybody else there";
        return Outcome.Fail($"Nobody in the owner's account {key.Arn.AccountId} can change the policy of the {key.Designation}: {why}.") with
        {
            Consequence = "The owner is locked out: no fault of this policy can be mended, the cluster's access can be neither given nor taken away, and only AWS Support can help.",
            Remedy = denying.Count > 0
                ? "If this policy is not in force yet, exempt your administrators from the Deny. If it is, ask AWS Support to restore access to the key first."
                : "If this policy is not in force yet, give the account's root its control back. If it is, ask AWS Support to restore access to the key first.",
            RemedyCodeUse = denying.Count > 0 ? null : "The statement below does it.",
            RemedyCode = denying.Count > 0 ? null : PolicyPatch.AllowOwner(reading),
        };
    }
}
