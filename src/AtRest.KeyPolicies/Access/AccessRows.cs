using System.Collections.Immutable;
using AtRest.KeyPolicies.Deciding;
using AtRest.KeyPolicies.Matching;
using AtRest.KeyPolicies.Parsing;

namespace AtRest.KeyPolicies.Access;

/// <summary>Creates the access table of a key: the principals that the policy or a grant allows.</summary>
internal sealed class AccessRows(KeyPolicyReading reading, KeySubject subject, PolicyCallers callers)
{
    public AccessTable Table()
    {
        var rows = OfPolicy().Concat(new GrantRows(reading, subject.Moment).All(subject.KnownGrants));
        return new AccessTable
        {
            Key = reading.Key,
            IsPublic = callers.Public() is { Actions.IsEmpty: false },
            HasGrants = subject.Grants is not null,
            Rows =
            [
                .. rows.GroupBy(row => (row.Kind, row.Principal)).Select(Merge)
                    .OrderByDescending(row => row.IsForeign).ThenBy(row => row.Kind).ThenBy(row => row.Principal, StringComparer.Ordinal),
            ],
            Denials = [.. reading.Policy.Statements.Where(statement => statement.Effect == StatementEffect.Deny)],
        };
    }

    private static AccessRow Merge(IEnumerable<AccessRow> rows)
    {
        var first = rows.First();
        return first with { IsForeign = rows.Any(row => row.IsForeign), Rights = [.. rows.SelectMany(row => row.Rights)] };
    }

    private IEnumerable<AccessRow> OfPolicy()
    {
        var owner = reading.Key.AccountId;
        var identities = callers.FindAll();
        var foreignServices = callers.FindServices(caller => caller.Account != owner);
        var ownServices = callers.FindServices(caller => caller.Account == owner).Where(own => !foreignServices.Exists(foreign => foreign.Name == own.Name));
        return
        [
            .. identities.GroupBy(caller => (caller.Kind, caller.Name)).Select(group => Row([.. group], AccountOf(group.First()) != owner)),
            .. foreignServices.Select(service => Row([service], isForeign: true)),
            .. ownServices.Select(service => Row([service], isForeign: false)),
        ];
    }

    private AccessRow Row(ImmutableArray<PolicyCaller> group, bool isForeign) => new()
    {
        Kind = KindOf(group[0]),
        Principal = group[0].Kind == PolicyCallerKind.Anyone ? "*" : group[0].Name,
        AccountId = AccountOf(group[0]),
        IsForeign = isForeign,
        Rights = [.. group.SelectMany(Rights).DistinctBy(right => (right.Statement!.Index, string.Join(',', right.Actions)))],
    };

    private static string? AccountOf(PolicyCaller caller) => caller.Kind is PolicyCallerKind.Account or PolicyCallerKind.Identity ? caller.Class.Account : null;

    private static AccessKind KindOf(PolicyCaller caller) => caller.Kind switch
    {
        PolicyCallerKind.Anyone => AccessKind.Anyone,
        PolicyCallerKind.Account => AccessKind.Account,
        PolicyCallerKind.Service => AccessKind.Service,
        PolicyCallerKind.Federated => AccessKind.IdentityProvider,
        _ => AccessKinds.Of(PrincipalText.Parse("AWS", caller.Name)) is var kind and not AccessKind.Other ? kind : AccessKind.Pattern,
    };

    /// <summary>
    /// The rights of a caller that broader rows do not list already. If a broader row lists all of them, but the caller's access is uncertain, they are
    /// listed again.
    /// </summary>
    private IEnumerable<AccessRight> Rights(PolicyCaller caller) =>
        Rights(caller, index => !caller.ReportedStatements.Contains(index)) is { IsEmpty: false } unreported ? unreported : Rights(caller, _ => true);

    private ImmutableArray<AccessRight> Rights(PolicyCaller caller, Predicate<int> counts) =>
    [
        .. from part in caller.Reach.Parts
           from index in part.Allowing
           where counts(index)
           group part by (Index: index, part.IsCertain, Denying: string.Join(',', part.Denying)) into alike
           let statement = reading.Policy.Statements[alike.Key.Index]
           orderby statement.Index
           select new AccessRight
           {
               Actions = [.. alike.SelectMany(part => part.Actions).Order(StringComparer.Ordinal)],
               Statement = statement,
               IsDelegated = IsDelegated(statement, caller),
               IsCertain = alike.Key.IsCertain,
               Denials = [.. alike.First().Denying.Select(denying => reading.Policy.Statements[denying])],
           },
    ];

    private bool IsDelegated(PolicyStatement statement, PolicyCaller caller) => caller.Kind != PolicyCallerKind.Service
        && PrincipalMatcher.Match(statement.Principal, statement.Effect, RequestPrincipal.Parse(caller.Class.Principal), reading.Key.Partition) == PrincipalCover.Account;
}
