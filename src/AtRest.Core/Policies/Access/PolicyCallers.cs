using System.Collections.Immutable;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Access;

/// <summary>
/// Everybody whom the policy lets in. Broad ones come first, and whoever gets in only through statements that were told of everybody, or of
/// the caller's whole account, is not named again.
/// </summary>
internal sealed class PolicyCallers
{
    private readonly KeyPolicyReading reading;
    private readonly AccessProbe probe;
    private readonly CallFacts now;
    private readonly string stranger;
    private readonly DateTimeOffset moment;
    private readonly Predicate<string> counts;
    private readonly HashSet<int> toldOfAnyone = [];
    private readonly Dictionary<string, HashSet<int>> toldOfAccount = new(StringComparer.Ordinal);

    /// <param name="reading">The policy.</param>
    /// <param name="role">The cluster's role, if there is one: nobody of its account may stand for a stranger.</param>
    /// <param name="moment">When.</param>
    /// <param name="counts">The accounts whose callers are asked about.</param>
    public PolicyCallers(KeyPolicyReading reading, Arn? role, DateTimeOffset moment, Predicate<string> counts)
    {
        this.reading = reading;
        this.moment = moment;
        this.counts = counts;
        probe = new AccessProbe(reading);
        now = OrganizationOfOwner.Add(CallFacts.Of(reading, moment), reading);
        stranger = Strangers.AccountFor(reading, role);
    }

    public IEnumerable<PolicyCaller> Find() => [.. Anyone(), .. Accounts(), .. Identities(), .. Providers()];

    /// <summary>Services that may act for a foreign account.</summary>
    public IEnumerable<PolicyCaller> FindForeignServices() => Services(stranger);

    /// <summary>Services that may act for the owner's account.</summary>
    public IEnumerable<PolicyCaller> FindOwnServices() => Services(reading.Key.AccountId);

    private List<PolicyCaller> Anyone()
    {
        var callers = WitnessArns.Accounts(reading, stranger).Where(pair => !pair.IsPinned).Select(pair => pair.Account).Append(stranger).Distinct()
            .Where(IsForeign)
            .SelectMany(WholeAccount)
            .Concat(WitnessArns.Of(reading, stranger).Where(witness => !witness.IsPinned && IsForeign(witness.Caller.Account)).Select(witness => witness.Caller));
        var reaches = callers.Select(Try);
        var all = new PublicAccess(reading, moment).Find() is { } open ? reaches.Prepend(open) : reaches;

        // Only these let in whom they do not name: once all of them are told of, nobody can add to that.
        var left = reading.Policy.Statements.Where(LetsInUnnamed).Select(statement => statement.Index).ToHashSet();
        var told = new List<PolicyCaller>();
        foreach (var reach in left.Count == 0 ? [] : all)
        {
            var news = Tell([(PolicyCallerKind.Anyone, "callers of any AWS account", null, reach)]);
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

    private List<PolicyCaller> Accounts()
    {
        var accounts = Named().Select(entry => entry.AccountId!)
            .Concat(WitnessArns.Accounts(reading, stranger).Where(pair => pair.IsPinned).Select(pair => pair.Account))
            .Distinct(StringComparer.Ordinal)
            .Where(account => counts(account));
        var told = Tell(
            from account in accounts
            from caller in WholeAccount(account)
            select (PolicyCallerKind.Account, account, (Caller?)caller, Try(caller)));
        foreach (var caller in told)
        {
            toldOfAccount[caller.Name] = [.. toldOfAccount.GetValueOrDefault(caller.Name, []), .. caller.Reach.Statements];
        }

        return told;
    }

    private List<PolicyCaller> Identities()
    {
        var named = Named().Where(entry => entry.Kind != PolicyPrincipalKind.Account).Select(entry => (Name: entry.Text, Caller: Caller.Of(entry.Text)));
        var matched = WitnessArns.Of(reading, stranger).Where(witness => witness.IsPinned).Select(witness => (Name: witness.Pattern, Caller: (Caller?)witness.Caller));
        return Tell(
            from pair in named.Concat(matched).DistinctBy(pair => pair.Name, StringComparer.Ordinal)
            let caller = pair.Caller
            where caller is not null && counts(caller.Account)
            select (PolicyCallerKind.Identity, pair.Name, caller, Try(caller)));
    }

    private List<PolicyCaller> Services(string account) => Tell(
        from pair in new ForeignServices(reading, probe, new ServiceCalls(reading, now, account)).Find()
        select (PolicyCallerKind.Service, pair.Service, (Caller?)null, pair.Reach));

    /// <summary>Identity providers are told by name: who comes through one is decided outside AWS.</summary>
    private List<PolicyCaller> Providers() => Tell(
        from pair in new IdentityProviders(reading).Find()
        select (PolicyCallerKind.Federated, pair.Provider, (Caller?)null, pair.Reach));

    private List<PolicyCaller> Tell(IEnumerable<(PolicyCallerKind Kind, string Name, Caller? Caller, Reach Reach)> callers)
    {
        var list = new List<PolicyCaller>();
        foreach (var (kind, name, caller, reach) in callers)
        {
            if (reach.IsNothing)
            {
                continue;
            }

            var statements = reach.Actions.IsEmpty ? reach.DoubtfulStatements : reach.Statements;
            ImmutableArray<int> told = [.. toldOfAnyone, .. kind == PolicyCallerKind.Identity ? toldOfAccount.GetValueOrDefault(caller!.Account, []) : []];
            if (statements.Except(told).Any() && !list.Exists(other => other.Name == name && !statements.Except(other.Reach.Statements).Any()))
            {
                list.Add(new PolicyCaller(kind, name, caller, reach, told));
            }
        }

        return list;
    }

    private Reach Try(Caller caller) => probe.Try(caller.Principal, action => caller.Identify(now.Copy(), action));

    private IEnumerable<Caller> WholeAccount(string account) => [Caller.RoleIn(reading.Key.Partition, account), Caller.RootOf(reading.Key.Partition, account)];

    private bool IsForeign(string account) => account != reading.Key.AccountId;

    private IEnumerable<PolicyPrincipal> Named() => reading.Policy.Statements
        .Where(statement => statement.Effect == StatementEffect.Allow && !statement.Principal.IsNegated)
        .SelectMany(statement => statement.Principal.Entries)
        .Where(Principals.IsCaller);
}
