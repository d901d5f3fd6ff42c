using System.Collections.Immutable;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Access;

/// <summary>
/// Everybody outside the owner's account whom the policy lets in, but for the cluster's role. Broad ones come first, and whoever gets in only
/// through statements that were told of everybody, or of the caller's whole account, is not named again.
/// </summary>
internal sealed class ForeignAccess
{
    private readonly KeyPolicyReading reading;
    private readonly Arn role;
    private readonly AccessProbe probe;
    private readonly CallFacts now;
    private readonly string stranger;
    private readonly DateTimeOffset moment;
    private readonly HashSet<int> toldOfAnyone = [];
    private readonly Dictionary<string, HashSet<int>> toldOfAccount = new(StringComparer.Ordinal);

    public ForeignAccess(KeyPolicyReading reading, Arn role, DateTimeOffset moment)
    {
        this.reading = reading;
        this.role = role;
        this.moment = moment;
        probe = new AccessProbe(reading);
        now = OrganizationOfOwner.Add(CallFacts.Of(reading, moment), reading);
        stranger = Strangers.AccountFor(reading, role);
    }

    public ImmutableArray<ForeignCaller> Find() => [.. Anyone(), .. Accounts(), .. Identities(), .. Services(), .. Providers()];

    private List<ForeignCaller> Anyone()
    {
        var callers = WitnessArns.Accounts(reading, stranger).Where(pair => !pair.IsPinned).Select(pair => pair.Account).Append(stranger).Distinct()
            .Where(IsForeign)
            .SelectMany(WholeAccount)
            .Concat(WitnessArns.Of(reading, stranger).Where(witness => !witness.IsPinned && IsForeign(witness.Caller.Account)).Select(witness => witness.Caller));
        var reaches = callers.Select(Try);
        var all = new PublicAccess(reading, moment).Find() is { } open ? reaches.Prepend(open) : reaches;

        // Only these let in whom they do not name: once all of them are told of, nobody can add to that.
        var left = reading.Policy.Statements.Where(LetsInUnnamed).Select(statement => statement.Index).ToHashSet();
        var told = new List<ForeignCaller>();
        foreach (var reach in left.Count == 0 ? [] : all)
        {
            var news = Tell([(new ForeignCaller(ForeignCallerKind.Anyone, "callers of any AWS account", reach), "")]);
            told.AddRange(news);
            toldOfAnyone.UnionWith(news.SelectMany(caller => caller.Reach.Statements));
            if (toldOfAnyone.IsSupersetOf(left))
            {
                break;
            }
        }

        return told;
    }

    private static bool LetsInUnnamed(PolicyStatement statement) =>
        statement.Effect == StatementEffect.Allow && (statement.Principal.IsNegated || statement.Principal.NamesEveryone);

    private List<ForeignCaller> Accounts()
    {
        var accounts = Named().Select(entry => entry.AccountId!)
            .Concat(WitnessArns.Accounts(reading, stranger).Where(pair => pair.IsPinned).Select(pair => pair.Account))
            .Distinct(StringComparer.Ordinal)
            .Where(IsForeign);
        var told = Tell(
            from account in accounts
            from caller in WholeAccount(account)
            let kind = account == role.AccountId ? ForeignCallerKind.RoleAccount : ForeignCallerKind.Account
            select (new ForeignCaller(kind, account, Try(caller)), account));
        foreach (var caller in told)
        {
            toldOfAccount[caller.Name] = [.. toldOfAccount.GetValueOrDefault(caller.Name, []), .. caller.Reach.Statements];
        }

        return told;
    }

    private List<ForeignCaller> Identities()
    {
        var named = Named().Where(entry => entry.Kind != PolicyPrincipalKind.Account)
            .Select(entry => (Name: entry.Text, Caller: Caller.Of(entry.Text)));
        var matched = WitnessArns.Of(reading, stranger).Where(witness => witness.IsPinned).Select(witness => (Name: witness.Pattern, Caller: (Caller?)witness.Caller));
        return Tell(
            from pair in named.Concat(matched).DistinctBy(pair => pair.Name, StringComparer.Ordinal)
            let caller = pair.Caller
            where caller is not null && IsForeign(caller.Account) && caller.Arn != role.Value && !Principals.IsSessionOf(caller, role)
            let kind = caller.Account == role.AccountId ? ForeignCallerKind.OtherTenant : ForeignCallerKind.Identity
            select (new ForeignCaller(kind, pair.Name, Try(caller)), caller.Account));
    }

    private List<ForeignCaller> Services() => Tell(
        from pair in new ForeignServices(reading, probe, new ServiceCalls(reading, now, stranger)).Find()
        select (new ForeignCaller(ForeignCallerKind.Service, pair.Service, pair.Reach), Account: ""));

    /// <summary>Identity providers are told by name: who comes through one is decided outside AWS.</summary>
    private IEnumerable<ForeignCaller> Providers() =>
        from statement in reading.Policy.Statements
        where statement is { Effect: StatementEffect.Allow, Principal.IsNegated: false, Action: not null, Resource: not null }
        from entry in statement.Principal.Entries
        where entry.Kind == PolicyPrincipalKind.Federated
        select new ForeignCaller(ForeignCallerKind.Federated, entry.Text, new Reach([], [statement.Index], [], []));

    private List<ForeignCaller> Tell(IEnumerable<(ForeignCaller Caller, string Account)> callers)
    {
        var list = new List<ForeignCaller>();
        foreach (var (caller, account) in callers)
        {
            if (caller.Reach.IsNothing)
            {
                continue;
            }

            var statements = caller.Reach.Actions.IsEmpty ? caller.Reach.DoubtfulStatements : caller.Reach.Statements;
            var told = toldOfAnyone.Concat(toldOfAccount.GetValueOrDefault(account, []));
            if (statements.Except(told).Any() && !list.Exists(other => other.Name == caller.Name && !statements.Except(other.Reach.Statements).Any()))
            {
                list.Add(caller);
            }
        }

        return list;
    }

    private Reach Try(Caller caller) => probe.Try(caller.Principal, action => caller.Identify(now.Copy(), action));

    private IEnumerable<Caller> WholeAccount(string account) => [Caller.RoleIn(reading.Key.Partition, account), Caller.RootOf(reading.Key.Partition, account)];

    private bool IsForeign(string account) => account != reading.Key.AccountId;

    private IEnumerable<PolicyPrincipal> Named() => AllowEntries().Where(Principals.IsCaller);

    private IEnumerable<PolicyPrincipal> AllowEntries() => reading.Policy.Statements
        .Where(statement => statement.Effect == StatementEffect.Allow && !statement.Principal.IsNegated)
        .SelectMany(statement => statement.Principal.Entries);
}
