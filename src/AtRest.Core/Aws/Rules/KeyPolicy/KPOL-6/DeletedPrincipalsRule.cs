using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-6: neither the key policy nor a grant names the unique ID of a deleted role or user.</summary>
internal sealed class DeletedPrincipalsRule : KeyPolicyRule
{
    public const string Id = KeyPolicyRuleIds.NoDeletedPrincipals;

    private const int MaxIds = 10;

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "The key policy and the grants name no deleted principal",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    protected override IEnumerable<EvidenceReference> FurtherEvidence(ClusterKey key) => [key.Evidence.Grants.Reference];

    protected override Outcome Judge(KeyPolicySituation situation)
    {
        var deleted = situation.Analysis.Deleted;
        ImmutableArray<string> inPolicy = [.. deleted.Select(found => InStatement(found.Statement, found.Principal)).Distinct(StringComparer.Ordinal)];
        var holders = DeletedHolders(situation);
        var inGrants = InGrants(holders);
        var grantees = GrantText.OfGrantees(holders);
        var revoke = inPolicy.IsEmpty ? GrantText.RevokeCommands(grantees, situation.Key) : null;
        ImmutableArray<string> all = [.. inPolicy, .. inGrants];
        return all.IsEmpty && situation.GrantsAbsence.FailedToBeRead()
            ? Outcome.Unknown($"The policy of the {situation.Designation} names no deleted role or user, but whether its grants do could not be determined. {situation.GrantsAbsence!.Cause}") with
            {
                Remedy = situation.GrantsAbsence.Remedy ?? "Audit again. If the cause is the same, fix it first.",
            }
            : all.IsEmpty ? Outcome.Pass($"The policy of the {situation.Designation}{AndGrants(situation)} names no deleted role or user.")
            : Outcome.Fail($"The policy or grants of the {situation.Designation} name deleted principals by their unique IDs: {Listed(all)}.") with
            {
                Statements = [.. deleted.Select(found => found.Statement.Index).Distinct()],
                Consequence = "A unique ID never gives access again. A role that is created again with the same name has a different ID, so what the policy allowed the old "
                    + "role is not allowed to the new one. A Deny for the old role does not apply to the new one either.",
                Remedy = (inPolicy.IsEmpty ? "" : "If the role or user exists again, replace the unique ID with its ARN. Otherwise, remove the unique ID. ")
                    + (inGrants.IsEmpty ? "" : $"Revoke the grants, and create them again for principals that still need them.{(revoke is null ? "" : $" {GrantText.CommandsBelow(grantees)}")}{GrantText.Serving(holders)}"),
                RemedyCode = revoke,
            };
    }

    private static ImmutableArray<GrantHolder> DeletedHolders(KeyPolicySituation situation) =>
        [.. GrantHolder.Of(situation.Analysis.Subject.Grants ?? []).Where(holder => holder.Principal is { } principal && Principals.IsDeleted(principal))];

    private static string InStatement(PolicyStatement statement, PolicyPrincipal principal)
    {
        var element = statement.Principal.IsNegated ? "NotPrincipal" : "Principal";
        var what = statement.Effect == StatementEffect.Allow ? "an Allow" : "a Deny";
        return $"{Quotes.Shorten(principal.Text)} (a deleted {Principals.DeletedNoun(principal.Text)}) in {element} of {Quotes.Statement(statement)}, {what}";
    }

    private static ImmutableArray<string> InGrants(ImmutableArray<GrantHolder> deleted) =>
    [
        .. from holder in deleted
           group holder by (holder.Principal!.Text, holder.IsRetiring) into holders
           let role = holders.Key.IsRetiring ? "retiring principal" : "grantee"
           select $"{Quotes.Shorten(holders.Key.Text)} (a deleted {Principals.DeletedNoun(holders.Key.Text)}), {role} of {GrantText.Name([.. holders])}",
    ];

    private static string Listed(ImmutableArray<string> names) =>
        string.Join("; ", names.Take(MaxIds)) + (names.Length > MaxIds ? $"; and {names.Length - MaxIds} more" : "");

    /// <summary>The answer covers grants only if they were read. KPOL-7 reports that they were not.</summary>
    private static string AndGrants(KeyPolicySituation situation) => situation switch
    {
        { Analysis.Subject.Grants: { IsEmpty: true } } => "",
        { Analysis.Subject.Grants: not null } => " and its grants",
        { GrantsAbsence: null or { Kind: AbsenceKind.NotCollected } } => "",
        _ => " (its grants could not be read, see KPOL-7)",
    };
}
