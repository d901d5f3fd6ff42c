using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-3: outside the owner's account, the key policy lets in the roles of the organization's clusters and nobody else.</summary>
internal sealed class ForeignAccessRule : KeyPolicyRule
{
    public const string Id = "KPOL-3";

    private const int MaxCallers = 10;

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "Nobody outside the owner's account but the cluster's role has access",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    protected override Outcome Judge(KeyPolicySituation situation)
    {
        var outsiders = situation.Analysis.Outsiders;
        ImmutableArray<Outsider> certain = [.. outsiders.Where(outsider => outsider.IsCertain)];
        var text = new OutsiderText(situation);
        var expected = situation.IsShared ? "the roles of the clusters that share the key" : "the cluster's role";
        if (!certain.IsEmpty)
        {
            return Outcome.Fail($"The policy of the {situation.Designation} lets in others than account {situation.Key.AccountId} and {expected}: {Listed(text, certain)}.") with
            {
                Statements = [.. certain.SelectMany(outsider => outsider.Reach.Statements).Distinct().Order()],
                Consequence = "They can use the key for these actions, and so may read the cluster's data or block it, without the owner deciding on it.",
                Remedy = text.Remedy(certain),
                RemedyCodeUse = OutsiderText.RemedyCodeUse(certain),
                RemedyCode = text.RemedyCode(certain),
            };
        }

        return outsiders.IsEmpty
            ? Outcome.Pass($"Outside account {situation.Key.AccountId} the policy of the {situation.Designation} lets in nobody but {expected}. This was decided for all callers{text.Dead()}.")
            : Outcome.Unknown($"Whether others than account {situation.Key.AccountId} and {expected} have access to the {situation.Designation} is unknown: {Listed(text, outsiders)}.") with
            {
                Statements = [.. outsiders.SelectMany(outsider => outsider.Reach.DoubtfulStatements).Distinct().Order()],
                Remedy = "Remove these principals from the policy, or replace the conditions by conditions on the caller's account.",
            };
    }

    /// <summary>Everybody first; then those who can change the key or its policy, use it, or only read about it.</summary>
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
        return ReachText.Worst([.. worst.Select(text.Describe)], MaxCallers, "; ", more => $"; and {more} more: 'atrest policy access' lists everybody");
    }
}
