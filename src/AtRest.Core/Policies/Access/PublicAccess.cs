using System.Collections.Immutable;

namespace AtRest.Core.Policies.Access;

/// <summary>
/// Whether the policy lets in callers that it does not pin: of any account, from any network, in any organization. Everything else that a
/// condition may ask for is the caller's own choice, and so no pin.
/// </summary>
internal sealed class PublicAccess
{
    private readonly KeyPolicyReading reading;
    private readonly AccessProbe probe;
    private readonly CallFacts now;
    private readonly string stranger;
    private readonly ImmutableArray<Action<CallFacts>> organizations;
    private readonly ImmutableArray<Action<CallFacts>> networks;

    /// <summary>
    /// AWS documents aws:PrincipalAccount for anonymous calls too, as <c>anonymous</c>. But a condition that holds without the key (IfExists,
    /// ForAllValues) pins nobody by any definition of public, so the call is tried without it as well.
    /// </summary>
    private static readonly ImmutableArray<Action<CallFacts>> AnonymousAccounts =
    [
        facts => facts.Known("aws:PrincipalAccount", "anonymous"),
        facts => facts.Absent("aws:PrincipalAccount"),
    ];

    public PublicAccess(KeyPolicyReading reading, DateTimeOffset moment)
    {
        this.reading = reading;
        probe = new AccessProbe(reading);
        now = OrganizationOfOwner.Add(CallFacts.Of(reading, moment), reading);
        stranger = Strangers.AccountFor(reading, role: null);
        organizations =
        [
            facts => facts.Absent("aws:PrincipalOrgID", "aws:PrincipalOrgPaths"),
            facts => facts.Known("aws:PrincipalOrgID", Strangers.Organization).Known("aws:PrincipalOrgPaths", Strangers.OrganizationPath),
        ];
        networks = [.. NetworkPins.UnpinnedAddresses(reading).Select(FromInternet), FromVpc];
    }

    /// <summary>The first unpinned caller that gets in, or else the first of which it cannot be said, or null.</summary>
    public Reach? Find()
    {
        // Only these let in whom they do not name.
        if (!reading.Policy.Statements.Any(statement =>
            statement.Effect == StatementEffect.Allow && (statement.Principal.IsNegated || statement.Principal.NamesEveryone)))
        {
            return null;
        }

        Reach? doubtful = null;
        foreach (var reach in Callers().SelectMany(TryEveryWay).Concat(Services()))
        {
            if (!reach.Actions.IsEmpty)
            {
                return reach;
            }

            doubtful ??= reach.IsNothing ? null : reach;
        }

        return doubtful;
    }

    private IEnumerable<Caller?> Callers()
    {
        var partition = reading.Key.Partition;
        var accounts = WitnessArns.Accounts(reading, stranger).Where(pair => !pair.IsPinned).Select(pair => pair.Account).Append(stranger).Distinct();
        foreach (var account in accounts.Where(account => account != reading.Key.AccountId))
        {
            yield return Caller.RoleIn(partition, account);
            yield return Caller.RootOf(partition, account);
        }

        foreach (var (_, caller, _) in WitnessArns.Of(reading, stranger).Where(witness => !witness.IsPinned && witness.Caller.Account != reading.Key.AccountId))
        {
            yield return caller;
        }

        yield return null;
    }

    private IEnumerable<Reach> TryEveryWay(Caller? caller)
    {
        // With organization and network left open nothing can be missed; most policies end here.
        var identities = caller is not null
            ? Try(caller, []).IsNothing ? [] : organizations
            : AnonymousAccounts.RemoveAll(account => Try(caller, [account]).IsNothing);
        return from identity in identities
               from network in networks
               select Try(caller, [identity, network]);
    }

    /// <summary>AWS counts no condition as a pin that every service meets, or a service for every account.</summary>
    private IEnumerable<Reach> Services()
    {
        var calls = new ServiceCalls(reading, now, stranger);
        return from facts in calls.AreToldApart ? calls.Unpinned() : []
               from network in networks
               select probe.Try(ServiceCalls.AnyService, _ =>
               {
                   var call = facts.Copy();
                   network(call);
                   return call;
               });
    }

    private Reach Try(Caller? caller, ImmutableArray<Action<CallFacts>> ways) =>
        probe.Try(caller?.Principal ?? "anonymous", action =>
        {
            var facts = caller is null ? Anonymous() : caller.Identify(now.Copy(), action).Known("aws:userid", Strangers.UniqueId);
            foreach (var way in ways)
            {
                way(facts);
            }

            return facts;
        });

    /// <summary>Without credentials: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount</summary>
    private CallFacts Anonymous() => now.Copy()
        .Absent("aws:PrincipalArn", "kms:CallerAccount", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths")
        .Known("aws:PrincipalType", "Anonymous")
        .Known("aws:userid", "anonymous")
        .Known("aws:PrincipalIsAWSService", "false");

    private static Action<CallFacts> FromInternet(string address) => facts => facts
        .Known("aws:SourceIp", address)
        .Absent("aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths", "aws:VpcSourceIp");

    private void FromVpc(CallFacts facts) => facts
        .Absent("aws:SourceIp")
        .Known("aws:SourceVpc", Strangers.Vpc)
        .Known("aws:SourceVpce", Strangers.VpcEndpoint)
        .Known("aws:SourceVpcArn", $"arn:{reading.Key.Partition}:ec2:{reading.Key.Region}:{stranger}:vpc/{Strangers.Vpc}")
        .Known("aws:VpceAccount", stranger)
        .Known("aws:VpceOrgID", Strangers.Organization)
        .Known("aws:VpceOrgPaths", Strangers.OrganizationPath);
}
