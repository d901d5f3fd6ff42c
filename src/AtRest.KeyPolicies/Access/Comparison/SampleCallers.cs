using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>Creates sample callers for two policies: the callers that the policies name, and some that they do not name.</summary>
internal sealed class SampleCallers(KeyPolicyReading first, KeyPolicyReading second, Arn role, NameTranslation names)
{
    private readonly string unnamedAccount = Placeholders.UnnamedAccount([first, second], role);

    public IEnumerable<SampleCaller> All() => Unordered().DistinctBy(caller => caller.Principal, StringComparer.Ordinal).OrderBy(caller => caller.Breadth);

    private IEnumerable<SampleCaller> Unordered()
    {
        yield return new("anyone without credentials", "anonymous", "", SampleBreadth.Anyone);
        foreach (var caller in Whole(unnamedAccount, "callers of any AWS account", SampleBreadth.Anyone))
        {
            yield return caller;
        }

        yield return new($"the cluster's role {role.Value}", role.Value, role.AccountId, SampleBreadth.Identity);
        foreach (var caller in Of(first).Concat(Of(second).Select(ToFirst)))
        {
            yield return caller;
        }
    }

    /// <summary>A caller of the second policy, with the names of the first policy.</summary>
    private SampleCaller ToFirst(SampleCaller caller) => caller with
    {
        Label = names.ToOtherPrincipal(caller.Label),
        Principal = names.ToOtherPrincipal(caller.Principal),
        Account = names.ToOther(caller.Account),
    };

    private IEnumerable<SampleCaller> Of(KeyPolicyReading reading)
    {
        var entries = reading.Policy.Statements.SelectMany(statement => statement.Principal.Entries).ToList();
        var accounts = entries.Where(Principals.IsCaller).Select(entry => entry.AccountId!).Concat(MatchingCallers.Accounts(reading, unnamedAccount))
            .Append(reading.Key.AccountId);
        var services = entries.Where(entry => entry.Kind == PolicyPrincipalKind.Service).Select(entry => entry.Text)
            .Concat(MatchingCallers.ValuesOf(reading, "aws:PrincipalServiceName"));
        return
        [
            .. accounts.Distinct(StringComparer.Ordinal).SelectMany(account => Whole(account, $"account {account}", SampleBreadth.Account)),
            .. from entry in entries
               where Principals.IsCaller(entry) && entry.Kind != PolicyPrincipalKind.Account
               select new SampleCaller(entry.Text, entry.Text, entry.AccountId!, SampleBreadth.Identity),
            .. from match in MatchingCallers.Of(reading, unnamedAccount)
               select new SampleCaller(match.Pattern, match.Caller.Principal, match.Caller.Account, SampleBreadth.Identity),
            .. services.Select(service => new SampleCaller($"the service {service}", service, "", SampleBreadth.Service)),
        ];
    }

    private IEnumerable<SampleCaller> Whole(string account, string label, SampleBreadth breadth) =>
    [
        new(label, Caller.RoleIn(first.Key.Partition, account).Principal, account, breadth),
        new(label, Caller.RootOf(first.Key.Partition, account).Principal, account, breadth),
    ];
}
