using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Policies;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

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

    protected override Outcome Judge(RuleContext context, ClusterKey key, KeyPolicyReading reading)
    {
        var grants = key.Evidence.Grants;
        ImmutableArray<string> inPolicy = [.. reading.Policy.Statements.SelectMany(statement => InStatement(reading, statement)).Distinct(StringComparer.Ordinal)];
        var inGrants = InGrants(grants.Value?.Items ?? []);
        ImmutableArray<string> all = [.. inPolicy, .. inGrants];
        var outcome = all.IsEmpty ? Outcome.Pass($"The policy of the {key.Designation}{AndGrants(grants)} names no deleted role or user.")
            : Outcome.Fail($"The {key.Designation} names deleted principals, each by the unique id that AWS keeps in place of the name: {Listed(all)}.") with
            {
                Consequence = "Nobody gets access through a unique id again: a role that is re-created under the old name has another id, so it is locked out of what the "
                    + "policy once allowed it, and no longer held back by what the policy once denied it.",
                Remedy = (inPolicy.IsEmpty ? "" : "If the role or user exists again, write its ARN in place of the unique id; AWS then follows the new one. Otherwise remove the unique id. ")
                    + (inGrants.IsEmpty ? "" : "Revoke the grants, and create them anew for whoever still needs them."),
            };
        return outcome with { Evidence = [grants.Reference] };
    }

    private static IEnumerable<string> InStatement(KeyPolicyReading reading, PolicyStatement statement) =>
        from entry in statement.Principal.Entries
        where Principals.IsDeleted(entry)
        let element = statement.Principal.IsNegated ? "NotPrincipal" : "Principal"
        let what = statement.Effect == StatementEffect.Allow ? "an Allow" : "a Deny"
        select $"{Quotes.Shorten(entry.Text)}, once a {Principals.DeletedNoun(entry.Text)}, in {element} of {Quotes.Statement(reading.Policy.Statements[statement.Index])}, {what}";

    private static ImmutableArray<string> InGrants(ImmutableArray<KeyGrant> grants) =>
    [
        .. from holder in GrantHolder.Of(grants)
           where holder.Principal is { } principal && Principals.IsDeleted(principal)
           group holder by (holder.Principal!.Text, holder.IsRetiring) into holders
           let role = holders.Key.IsRetiring ? "retiring principal" : "grantee"
           select $"{Quotes.Shorten(holders.Key.Text)}, once a {Principals.DeletedNoun(holders.Key.Text)}, {role} of {GrantText.Name([.. holders])}",
    ];

    private static string Listed(ImmutableArray<string> names) =>
        string.Join("; ", names.Take(MaxIds)) + (names.Length > MaxIds ? $"; and {names.Length - MaxIds} more" : "");

    /// <summary>Grants are a part of the answer only where they were read; that they were not is for KPOL-7 to tell.</summary>
    private static string AndGrants(Collected<KeyGrants> grants) => grants switch
    {
        { Value.Items.IsEmpty: true } => "",
        { Value: not null } => ", like its grants,",
        { Absence.Kind: AbsenceKind.NotCollected } or { Absence: null } => "",
        _ => ", as far as it goes (its grants could not be read, see KPOL-7),",
    };
}
