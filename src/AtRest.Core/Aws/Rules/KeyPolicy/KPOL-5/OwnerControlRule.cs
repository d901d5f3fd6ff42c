using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-5: a principal of the owner's account can still change the key policy. The lock-out check.</summary>
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

    protected override Outcome Judge(KeyPolicySituation situation)
    {
        var control = situation.Analysis.OwnerControl;
        return control switch
        {
            { IsCertain: true } =>
                Outcome.Pass($"{Name(control, situation.Key.AccountId, situation.Reading.Text)} can change the policy of the {situation.Designation}, and so keeps control of it."),
            { Decision.Outcome: AccessOutcome.Conditional } => Open(situation, control.Decision),
            _ => LockedOut(situation, control.Decision),
        };
    }

    private static string Name(OwnerControl control, string owner, string policy) => control.Principal.EndsWith(":root", StringComparison.Ordinal) ? $"The owner's account {owner}"
        : !policy.Contains(control.Principal, StringComparison.Ordinal) ? $"By its IAM policies the owner's account {owner}"
        : $"{control.Principal} of the owner's account";

    private static Outcome Open(KeyPolicySituation situation, AccessDecision decision)
    {
        var statements = decision.Statements.Where(match => match.Matches == Ternary.Unknown).Select(match => match.Index).ToList();
        var denials = statements.Select(index => situation.Reading.Policy.Statements[index]).Where(statement => statement.Effect == StatementEffect.Deny).ToList();
        return Outcome.Unknown($"Whether a principal in account {situation.Key.AccountId} can still change the policy of the {situation.Designation} depends on "
            + $"{ReachText.Statements(situation.Reading, [.. statements])}: {ReachText.Conditions(situation.Reading, [.. statements])}.") with
        {
            Statements = [.. statements],
            Consequence = "If nobody can meet the condition any more, only AWS Support can give the key back to its owner.",
            Remedy = denials.Count > 0
                ? $"Exempt the account's root from {ReachText.Statements(situation.Reading, [.. denials.Select(statement => statement.Index)])}: a Deny wins over every Allow."
                : "Let the account's root keep kms:* without a condition, as AWS and Camunda document it.",
            RemedyCodeUse = denials.Count > 0 ? "Below is the line to add to the Condition." : "The statement below is the documented one.",
            RemedyCode = denials.Count > 0
                ? PolicyPatch.Exemption([Principals.RootOf(situation.Key.Partition, situation.Key.AccountId)], denials)
                : PolicyPatch.AllowOwner(situation.Reading),
        };
    }

    private static Outcome LockedOut(KeyPolicySituation situation, AccessDecision root)
    {
        var denying = root.Statements.Where(match => match.Effect == StatementEffect.Deny && match.Matches == Ternary.Yes).Select(match => match.Index).ToList();
        var why = denying.Count > 0
            ? $"{ReachText.Statements(situation.Reading, [.. denying])} denies kms:PutKeyPolicy to every principal there that people can use"
            : "no statement allows kms:PutKeyPolicy to the account's root or to any other principal there that people can use; roles that only AWS can use do not count";
        return Outcome.Fail($"Nobody in the owner's account {situation.Key.AccountId} can change the policy of the {situation.Designation}: {why}.") with
        {
            Statements = [.. denying],
            Consequence = "The owner is locked out: nothing in this policy can be corrected, the cluster's access can be neither given nor removed, and only AWS Support can help.",
            Remedy = denying.Count > 0
                ? "If this policy is not in force yet, exempt your administrators from the Deny. If it is, ask AWS Support to restore access to the key first."
                : "If this policy is not in force yet, give the account's root its control back. If it is, ask AWS Support to restore access to the key first.",
            RemedyCodeUse = denying.Count > 0 ? null : "The statement below does it.",
            RemedyCode = denying.Count > 0 ? null : PolicyPatch.AllowOwner(situation.Reading),
        };
    }
}
