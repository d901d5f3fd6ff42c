using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>KPOL-6: neither the key policy nor a grant names the unique id that a deleted role or user leaves behind.</summary>
internal sealed class DeletedPrincipalsRule : KeyPolicyRule
{
    public const string Id = "KPOL-6";

    private const int MaxIds = 10;

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = Id,
        Title = "No principal of the key policy or of a grant was deleted",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
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
        return all.IsEmpty ? Outcome.Pass($"The policy of the {situation.Designation}{AndGrants(situation)} names no deleted role or user.")
            : Outcome.Fail($"The {situation.Designation} names deleted principals, each by the unique id that AWS keeps in place of the name: {Listed(all)}.") with
            {
                Statements = [.. deleted.Select(found => found.Statement.Index).Distinct()],
                Consequence = "Nobody gets access through a unique id again: a role that is re-created under the old name has another id, so it is locked out of what the "
                    + "policy once allowed it, and what the policy once denied it no longer applies.",
                Remedy = (inPolicy.IsEmpty ? "" : "If the role or user exists again, write its ARN in place of the unique id; AWS then follows the new one. Otherwise remove the unique id. ")
                    + (inGrants.IsEmpty ? "" : $"Revoke the grants, and create them again for those who still need them.{(revoke is null ? "" : $" {GrantText.CommandsBelow(grantees)}")}{GrantText.Serving(holders)}"),
                RemedyCode = revoke,
            };
    }

    private static ImmutableArray<GrantHolder> DeletedHolders(KeyPolicySituation situation) =>
        [.. GrantHolder.Of(situation.Analysis.Subject.Grants ?? []).Where(holder => holder.Principal is { } principal && Principals.IsDeleted(principal))];

    private static string InStatement(PolicyStatement statement, PolicyPrincipal principal)
    {
        var element = statement.Principal.IsNegated ? "NotPrincipal" : "Principal";
        var what = statement.Effect == StatementEffect.Allow ? "an Allow" : "a Deny";
        return $"{Quotes.Shorten(principal.Text)}, once a {Principals.DeletedNoun(principal.Text)}, in {element} of {Quotes.Statement(statement)}, {what}";
    }

    private static ImmutableArray<string> InGrants(ImmutableArray<GrantHolder> deleted) =>
    [
        .. from holder in deleted
           group holder by (holder.Principal!.Text, holder.IsRetiring) into holders
           let role = holders.Key.IsRetiring ? "retiring principal" : "grantee"
           select $"{Quotes.Shorten(holders.Key.Text)}, once a {Principals.DeletedNoun(holders.Key.Text)}, {role} of {GrantText.Name([.. holders])}",
    ];

    private static string Listed(ImmutableArray<string> names) =>
        string.Join("; ", names.Take(MaxIds)) + (names.Length > MaxIds ? $"; and {names.Length - MaxIds} more" : "");

    /// <summary>Grants are a part of the answer only where they were read; KPOL-7 says that they were not.</summary>
    private static string AndGrants(KeyPolicySituation situation) => situation switch
    {
        { Analysis.Subject.Grants: { IsEmpty: true } } => "",
        { Analysis.Subject.Grants: not null } => ", like its grants,",
        { GrantsAbsence: null or { Kind: AbsenceKind.NotCollected } } => "",
        _ => " (its grants could not be read, see KPOL-7)",
    };
}
