using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>KPOL-3: outside the owner's account, the key policy lets in the cluster's role and nobody else.</summary>
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

    protected override Outcome Judge(RuleContext context, ClusterKey key, KeyPolicyReading reading)
    {
        var role = context.External!.RoleArn;
        var callers = reading.ForeignersBut(role, context.AuditedAt);
        var certain = callers.Where(IsCertain).ToImmutableArray();
        var text = new ForeignCallerText(reading, role);
        if (!certain.IsEmpty)
        {
            return Outcome.Fail($"The policy of the {key.Designation} lets in others than account {key.Arn.AccountId} and the cluster's role: {Listed(text, certain)}.") with
            {
                Consequence = "Whoever is let in can use the key as far as these actions go, and so may read the cluster's data or block it, without the owner deciding on it.",
                Remedy = text.Remedy(certain),
                RemedyCodeUse = ForeignCallerText.RemedyCodeUse(certain),
                RemedyCode = ForeignCallerText.RemedyCode(certain, role, key.Arn),
            };
        }

        return callers.IsEmpty
            ? Outcome.Pass($"Outside account {key.Arn.AccountId} the policy of the {key.Designation} lets in nobody but the cluster's role{text.Dead()}.")
            : Outcome.Unknown($"Whether others than account {key.Arn.AccountId} and the cluster's role have access to the {key.Designation} cannot be said: {Listed(text, callers)}.") with
            {
                Remedy = "Take these principals out of the policy, or replace the conditions by ones on the caller's account.",
            };
    }

    private static bool IsCertain(ForeignCaller caller) => !caller.Reach.Actions.IsEmpty || caller.Kind == ForeignCallerKind.Federated;

    /// <summary>Everybody first; then whoever can change the key or its policy, use it, or only read about it.</summary>
    private static int Rank(ForeignCaller caller) => caller switch
    {
        { Kind: ForeignCallerKind.Anyone } => 0,
        { Reach.Actions: var actions } when actions.Any(action => KmsActions.All[action] == KmsActionKind.Administrative) => 1,
        { Reach.Actions: var actions } when actions.Any(action => KmsActions.All[action] != KmsActionKind.Read) => 2,
        _ => 3,
    };

    private static string Listed(ForeignCallerText text, ImmutableArray<ForeignCaller> callers)
    {
        var worst = callers.OrderBy(Rank).ThenByDescending(caller => caller.Reach.Actions.Length);
        return ReachText.Worst([.. worst.Select(text.Describe)], MaxCallers, "; ", more => $"; and {more} more: 'atrest policy access' lists everybody");
    }
}
