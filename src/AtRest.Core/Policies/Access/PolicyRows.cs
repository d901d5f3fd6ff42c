using System.Collections.Immutable;
using AtRest.Core.Policies.Matching;
using AtRest.Core.Policies.Parsing;

namespace AtRest.Core.Policies.Access;

/// <summary>Those whom the policy lets in, as rows of the access table.</summary>
internal sealed class PolicyRows(KeyPolicyReading reading, DateTimeOffset moment)
{
    public IEnumerable<AccessRow> All()
    {
        var callers = new PolicyCallers(reading, role: null, moment, _ => true);
        var found = callers.Find().ToList();
        var foreignServices = callers.FindForeignServices().ToList();
        var ownServices = callers.FindOwnServices().Where(own => !foreignServices.Exists(foreign => foreign.Name == own.Name));
        return
        [
            .. found.GroupBy(caller => (caller.Kind, caller.Name)).Select(group => Row([.. group], IsForeign(group.First()))),
            .. foreignServices.Select(service => Row([service], isForeign: true)),
            .. ownServices.Select(service => Row([service], isForeign: false)),
        ];
    }

    private bool IsForeign(PolicyCaller caller) => AccountOf(caller) != reading.Key.AccountId;

    private AccessRow Row(ImmutableArray<PolicyCaller> callers, bool isForeign) => new()
    {
        Kind = KindOf(callers[0]),
        Principal = callers[0].Kind == PolicyCallerKind.Anyone ? "*" : callers[0].Name,
        AccountId = AccountOf(callers[0]),
        IsForeign = isForeign,
        Rights = [.. callers.SelectMany(Rights).DistinctBy(right => (right.Statement!.Index, string.Join(',', right.Actions)))],
    };

    private static string? AccountOf(PolicyCaller caller) => caller.Kind is PolicyCallerKind.Account or PolicyCallerKind.Identity ? caller.Caller?.Account : null;

    private static AccessKind KindOf(PolicyCaller caller) => caller.Kind switch
    {
        PolicyCallerKind.Anyone => AccessKind.Anyone,
        PolicyCallerKind.Account => AccessKind.Account,
        PolicyCallerKind.Service => AccessKind.Service,
        PolicyCallerKind.Federated => AccessKind.IdentityProvider,
        _ => AccessKinds.Of(PrincipalText.Parse("AWS", caller.Name)),
    };

    /// <summary>Where only what broader rows tell lets a caller in, but it is open whether to it as well, all of that is told again.</summary>
    private IEnumerable<AccessRight> Rights(PolicyCaller caller) =>
        Rights(caller, index => !caller.Told.Contains(index)) is { IsEmpty: false } news ? news : Rights(caller, _ => true);

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

    private bool IsDelegated(PolicyStatement statement, PolicyCaller caller) =>
        caller.Caller is { } tried
        && PrincipalMatcher.Match(statement.Principal, statement.Effect, RequestPrincipal.Parse(tried.Principal), reading.Key.Partition) == PrincipalCover.Account;
}
