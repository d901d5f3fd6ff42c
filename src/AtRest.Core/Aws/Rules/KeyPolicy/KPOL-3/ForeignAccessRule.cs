using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-3: outside the owner's account, the key policy gives access only to the roles of the organization's clusters.</summary>
internal sealed class ForeignAccessRule : KeyPolicyRule
{
    public const string Id = KeyPolicyRuleIds.NoOutsiders;

    private const int MaxCallers = 10;

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "Outside the owner's account, only the cluster's role has access to the key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    protected override Outcome Judge(KeyPolicySituation situation)
    {
        var outsiders = situation.Analysis.Outsiders;
        ImmutableArray<Outsider> certain = [.. outsiders.Where(outsider => outsider.IsCertain)];
        var text = new OutsiderText(situation);
        var expected = situation.IsShared ? "the roles of the clusters that share the key" : "the cluster's role";
        if (!certain.IsEmpty)
        {
            return Outcome.Fail($"The policy of the {situation.Designation} gives access to principals other than account {situation.Key.AccountId} and {expected}: {Listed(text, certain)}.") with
            {
                Statements = [.. certain.SelectMany(outsider => outsider.Reach.Statements).Distinct().Order()],
                Consequence = "These principals can use the key for the listed actions. Depending on the action, they can read the cluster's data or block access to it.",
                Remedy = text.Remedy(certain),
                RemedyCodeUse = OutsiderText.RemedyCodeUse(certain),
                RemedyCode = text.RemedyCode(certain),
            };
        }

        return outsiders.IsEmpty
            ? Outcome.Pass($"Outside account {situation.Key.AccountId}, the policy of the {situation.Designation} gives access only to {expected}. The analysis covers all callers{text.Dead()}.")
            : Outcome.Unknown($"Whether principals other than account {situation.Key.AccountId} and {expected} have access to the {situation.Designation} could not be determined: {Listed(text, outsiders)}.") with
            {
                Statements = [.. outsiders.SelectMany(outsider => outsider.Reach.DoubtfulStatements).Distinct().Order()],
                Remedy = "Remove these principals from the policy, or replace the conditions with conditions on the caller's account.",
            };
    }

    /// <summary>Everybody first, then principals that can change the key or its policy, use it, or only read its settings.</summary>
    private static int Rank(Outsider outsider) => outsider switch
    {
        { Kind: OutsiderKind.Anyone } => 0,
        { Reach.Actions: var actions } when actions.Any(action => KmsActions.All[action] == KmsActionKind.Administrative) => 1,
        { Reach.Actions: var actions } when actions.Any(action => KmsActions.All[action] != KmsActionKind.Read) => 2,
        _ => 3,
    };

    private static string Listed(OutsiderText text, ImmutableArray<Outsider> outsiders)
    {
        var worst = outsiders.OrderBy(Rank).ThenByDescending(outsider => outsider.Reach.Actions.Length);
        return ReachText.Worst([.. worst.Select(text.Describe)], MaxCallers, "; ", more => $"; and {more} more ('atrest policy access' lists all of them)");
    }
}
