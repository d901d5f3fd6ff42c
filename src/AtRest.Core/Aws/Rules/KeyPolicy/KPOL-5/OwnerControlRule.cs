using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-5: a principal of the owner's account can change the key policy, so the owner is not locked out.</summary>
internal sealed class OwnerControlRule : KeyPolicyRule
{
    public const string Id = KeyPolicyRuleIds.OwnerControl;

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The owner's account keeps control of the key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    protected override Outcome Judge(KeyPolicySituation situation)
    {
        var control = situation.Analysis.OwnerControl;
        return control switch
        {
            { IsCertain: true } =>
                Outcome.Pass($"{Name(control, situation.Key.AccountId, situation.Reading.Text)} can change the policy of the {situation.Designation}, so the owner keeps control of the key.{ChosenConditions.Sentence(control.Chosen)}"),
            { Decision.Outcome: AccessOutcome.Conditional } => Open(situation, control.Decision),
            _ => LockedOut(situation, control.Decision),
        };
    }

    private static string Name(OwnerControl control, string owner, string policy) => control.Principal.EndsWith(":root", StringComparison.Ordinal) ? $"The owner's account {owner}"
        : !policy.Contains(control.Principal, StringComparison.Ordinal) ? $"The owner's account {owner}, through its IAM policies,"
        : $"{control.Principal} of the owner's account";

    private static Outcome Open(KeyPolicySituation situation, AccessDecision decision)
    {
        var statements = decision.Statements.Where(match => match.Matches == Ternary.Unknown).Select(match => match.Index).ToList();
        var denials = statements.Select(index => situation.Reading.Policy.Statements[index]).Where(statement => statement.Effect == StatementEffect.Deny).ToList();
        return Outcome.Unknown($"Whether a principal in account {situation.Key.AccountId} can change the policy of the {situation.Designation} depends on "
            + $"{ReachText.Statements(situation.Reading, [.. statements])}: {ReachText.Conditions(situation.Reading, [.. statements])}.") with
        {
            Statements = [.. statements],
            Consequence = "If no principal can meet the condition, only AWS Support can restore access to the key.",
            Remedy = denials.Count > 0
                ? $"Exempt the account's root from {ReachText.Statements(situation.Reading, [.. denials.Select(statement => statement.Index)])}: a Deny overrides every Allow."
                : "Give the account's root kms:* without a condition, as AWS and Camunda document.",
            RemedyCodeUse = denials.Count > 0 ? "Add the following line to the Condition." : "Use the following documented statement.",
            RemedyCode = denials.Count > 0
                ? PolicyPatch.Exemption([Principals.RootOf(situation.Key.Partition, situation.Key.AccountId)], denials)
                : PolicyPatch.AllowOwner(situation.Reading),
        };
    }

    private static Outcome LockedOut(KeyPolicySituation situation, AccessDecision root)
    {
        var denying = root.Statements.Where(match => match.Effect == StatementEffect.Deny && match.Matches == Ternary.Yes).Select(match => match.Index).ToList();
        var why = denying.Count > 0
            ? $"{ReachText.Statements(situation.Reading, [.. denying])} denies kms:PutKeyPolicy to every principal in that account that people can use"
            : "no statement allows kms:PutKeyPolicy to the account's root or to any other principal in that account that people can use (roles that only AWS can use are not considered)";
        return Outcome.Fail($"No principal in the owner's account {situation.Key.AccountId} can change the policy of the {situation.Designation}: {why}.") with
        {
            Statements = [.. denying],
            Consequence = "The owner is locked out. The policy cannot be corrected, so the cluster's access can be neither given nor removed. Only AWS Support can restore access to the key.",
            Remedy = denying.Count > 0
                ? "If this policy is not in force yet, exempt your administrators from the Deny. If it is in force, ask AWS Support to restore access to the key first."
                : "If this policy is not in force yet, give control back to the account's root. If it is in force, ask AWS Support to restore access to the key first.",
            RemedyCodeUse = denying.Count > 0 ? null : "Use the following statement.",
            RemedyCode = denying.Count > 0 ? null : PolicyPatch.AllowOwner(situation.Reading),
        };
    }
}
