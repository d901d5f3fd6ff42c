using AtRest.Core.Inventory;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>KPOL-7: every grant belongs to the cluster's role, to an AWS service that acts for it, or to the owner's account.</summary>
internal sealed class GrantsRule : KeyRule
{
    public const string Id = "KPOL-7";

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "Every grant belongs to the cluster's role, to AWS acting for it, or to the owner",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var evidence = key.Evidence.Grants;
        if (!evidence.TryGet(out var grants, out _))
        {
            return evidence.Unread($"To whom the grants on the {key.Designation} belong");
        }

        var role = context.External!.RoleArn;
        var judge = new GrantJudge(key.Arn, role);
        var holders = GrantHolder.Of(grants.Items).ToLookup(judge.Judge);
        var foreign = holders[GrantHolderKind.Foreign].ToList();
        var unclear = holders[GrantHolderKind.Unclear].ToList();
        var outcome = foreign.Count > 0 ? Foreign(key, foreign, GrantText.List(foreign, key.Arn, role))
            : unclear.Count > 0 ? Unclear(key, GrantText.List(unclear, key.Arn, role))
            : Outcome.Pass(Right(key, grants.Items.Length, holders));
        return outcome with { Evidence = [evidence.Reference] };
    }

    private static Outcome Foreign(ClusterKey key, List<GrantHolder> foreign, string list) =>
        Outcome.Fail($"Grants on the {key.Designation} belong to others than the cluster's role, AWS services that act for it, and account {key.Arn.AccountId}: {list}.") with
        {
            Consequence = "A grant works beside the key policy, and no reader of the policy sees it: whoever holds it can use the key as far as its operations go.",
            Remedy = "Find out in CloudTrail who created the grant (event CreateGrant). If you cannot account for it, revoke it. Each grant needs a command of its own, as below.",
            RemedyCode = GrantText.RevokeCommands(foreign, key.Arn),
        };

    private static Outcome Unclear(ClusterKey key, string list) =>
        Outcome.Unknown($"To whom some grants on the {key.Designation} belong cannot be said: {list}.") with
        {
            Remedy = $"Look at the grants with {AwsCli.Command("kms", "list-grants", "--region", key.Arn.Region, "--key-id", key.Arn.Value)}",
        };

    private static string Right(ClusterKey key, int count, ILookup<GrantHolderKind, GrantHolder> holders)
    {
        if (count == 0)
        {
            return $"There is no grant on the {key.Designation}.";
        }

        var deleted = holders[GrantHolderKind.Deleted].Any() ? " Some name a principal that was deleted, see KPOL-6." : "";
        var number = count == 1 ? "The only grant" : $"All {count} grants";
        return $"{number} on the {key.Designation} {(count == 1 ? "belongs" : "belong")} to the cluster's role, to AWS services that act for it, or to account "
            + $"{key.Arn.AccountId}.{deleted}";
    }
}
