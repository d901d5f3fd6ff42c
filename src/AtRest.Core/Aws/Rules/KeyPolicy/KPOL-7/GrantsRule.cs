using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-7: every grant belongs to the cluster's role, an AWS service acting for it, or the owner's account.</summary>
internal sealed class GrantsRule : KeyRule
{
    public const string Id = "KPOL-7";

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "Every grant belongs to the cluster's role, an AWS service acting for it, or the owner's account",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var evidence = key.Evidence.Grants;
        return evidence.TryGet(out var grants, out _)
            ? Warned(Judge(grants.Items, key.Arn, key.Designation, context.Evidence.RolesOf(key.Arn)), context.Evidence.Sharing(key.Arn.Value)) with { Evidence = [evidence.Reference] }
            : evidence.Unread($"The holders of the grants on the {key.Designation}");
    }

    private static Outcome Warned(Outcome outcome, SharedKey? sharing) =>
        outcome.Status == FindingStatus.Fail && sharing is { ForeignClusters: > 0 } ? outcome with { Remedy = $"{KeyPolicyRemedy.CutsOffOthers} {outcome.Remedy}" } : outcome;

    /// <summary>Judges the grants of a key.</summary>
    /// <param name="grants">All grants of the key.</param>
    /// <param name="key">The key.</param>
    /// <param name="designation"><c>primary key</c> or <c>secondary key</c>.</param>
    /// <param name="roles">The roles that are expected to use the key: the role of the cluster and those of other clusters that share the key.</param>
    public static Outcome Judge(ImmutableArray<KeyGrant> grants, KmsKeyArn key, string designation, ImmutableArray<Arn> roles)
    {
        var judge = new GrantJudge(key, roles);
        var holders = GrantHolder.Of(grants).ToLookup(judge.Judge);
        var foreign = holders[GrantHolderKind.Foreign].ToList();
        var unclear = holders[GrantHolderKind.Unclear].ToList();
        var expected = roles.Length > 1 ? "the roles of the clusters that share the key" : "the cluster's role";
        return foreign.Count > 0 ? Foreign(key, designation, expected, foreign, GrantText.List(foreign, key, roles))
            : unclear.Count > 0 ? Unclear(key, designation, GrantText.List(unclear, key, roles))
            : Outcome.Pass(Right(key, designation, expected, grants.Length, holders));
    }

    private static Outcome Foreign(KmsKeyArn key, string designation, string expected, List<GrantHolder> foreign, string list)
    {
        var (revocable, serving) = (GrantText.OfGrantees(foreign), GrantText.Serving(foreign));
        var code = GrantText.RevokeCommands(revocable, key);
        var steps = code is null ? "The following command lists the grants with their IDs." : GrantText.CommandsBelow(revocable);
        return Outcome.Fail($"Some grants on the {designation} belong to principals other than {expected}, AWS services acting for it, and account {key.AccountId}: {list}.") with
        {
            Consequence = "A grant gives access in addition to the key policy. Its holder can use the key for the operations of the grant.",
            Remedy = $"Find out in CloudTrail who created the grant (event CreateGrant). If the grant is not intended, revoke it. {steps}{serving}",
            RemedyCode = code ?? GrantText.ListCommand(key),
        };
    }

    private static Outcome Unclear(KmsKeyArn key, string designation, string list) =>
        Outcome.Unknown($"The holders of some grants on the {designation} could not be determined: {list}.") with
        {
            Remedy = "Review the grants. The following command lists all of them.",
            RemedyCode = GrantText.ListCommand(key),
        };

    private static string Right(KmsKeyArn key, string designation, string expected, int count, ILookup<GrantHolderKind, GrantHolder> holders)
    {
        if (count == 0)
        {
            return $"The {designation} has no grants.";
        }

        var deleted = holders[GrantHolderKind.Deleted].Any() ? " Some name a deleted principal (see KPOL-6)." : "";
        var number = count == 1 ? "The only grant" : $"All {count} grants";
        return $"{number} on the {designation} {(count == 1 ? "belongs" : "belong")} to {expected}, AWS services acting for it, or account "
            + $"{key.AccountId}.{deleted}";
    }
}
