using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Deciding.Texts;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>
/// Finds one caller of each class that the policy can distinguish. Some attributes depend on each other: kind, account, ARN, user name, and the unique ID
/// of a root or federated user; or the source of a service and the account for which it acts. They are read from one text, so they are always consistent.
/// </summary>
internal sealed class CallerClasses(PolicyModel model, ImmutableArray<Naming.Arn> expected)
{
    /// <summary>Represents a service that the policy does not name.</summary>
    public const string AnyService = "any-service.amazonaws.com";

    private const string ServiceLinked = ":role/aws-service-role/";

    private static readonly string[] IdentityKeys = ["aws:PrincipalArn", "aws:username", "aws:userid", "aws:PrincipalType"];
    /// <summary>The keys that can name the account for which a service calls. The last entry stands for all keys of the encryption context.</summary>
    private static readonly string[] AccountKeys = ["aws:SourceArn", "aws:SourceAccount", "aws:SourceOwner", "aws:PrincipalAccount", "kms:CallerAccount", "kms:EncryptionContext:"];
    private static readonly string[] ServiceKeys = ["aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:SourceArn", "aws:SourceAccount", "aws:SourceOwner", "aws:SourceOrgID", "aws:SourceOrgPaths"];

    /// <summary>The keys that hold the name of the service.</summary>
    private static readonly string[] ServiceNameKeys = ["aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"];

    private static readonly ImmutableDictionary<string, ImmutableArray<string>?> Nothing = ImmutableDictionary.Create<string, ImmutableArray<string>?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Callers with AWS identities: of every account if a statement applies to everyone, otherwise of the accounts and principals that the policy names.</summary>
    /// <param name="counts">Whether callers of an account are needed. If a statement applies to everyone, all callers are returned.</param>
    public IEnumerable<CallerClass> Identities(Predicate<string> counts)
    {
        if (model.IsOpen)
        {
            return Of(null).Concat(Named());
        }

        ImmutableArray<string> accounts = [.. NamedByPrincipals().Where(account => counts(account))];
        return (accounts.IsEmpty ? [] : Of(accounts)).Concat(Named().Where(caller => counts(caller.Account!)));
    }

    /// <summary>Callers of one account, whether the policy names it or not. The root user comes first, since most policies allow it.</summary>
    public IEnumerable<CallerClass> OfAccount(string account) => Roots([account])
        .Concat(Of([account]).Where(caller => caller.Kind != CallerKind.Root))
        .Concat(Named().Where(caller => caller.Account == account));

    /// <summary>
    /// Callers without credentials. AWS documents the value <c>anonymous</c> for <c>aws:PrincipalAccount</c>. A second caller does not have this key, since a
    /// condition that is met without the key does not restrict who can call.
    /// </summary>
    public static IEnumerable<CallerClass> Anonymous() =>
        from account in new[] { ImmutableArray.Create("anonymous"), (ImmutableArray<string>?)null }
        select new CallerClass
        {
            Kind = CallerKind.Anonymous,
            Principal = "anonymous",
            Facts = NoService(Nothing)
                .Add("aws:PrincipalAccount", account).Add("aws:PrincipalType", ["Anonymous"]).Add("aws:userid", ["anonymous"]).Add("aws:PrincipalArn", null)
                .Add("kms:CallerAccount", null).Add("aws:PrincipalOrgID", null).Add("aws:PrincipalOrgPaths", null).Add("aws:username", null),
        };

    /// <summary>Whether only AWS can use the role: a service-linked role, or the infrastructure role of EC2 for encrypted volumes.</summary>
    public static bool IsOnlyForAws(CallerClass caller) =>
        caller["aws:PrincipalArn"] is { } arn && (arn.Contains(ServiceLinked, StringComparison.Ordinal) || arn.EndsWith(":role/" + Shapes.Ec2Infrastructure, StringComparison.Ordinal));

    /// <summary>Callers through the identity providers that an Allow names: sessions of a role in the provider's account or, without an account, in any account.</summary>
    public IEnumerable<CallerClass> IdentityProviders()
    {
        var providers = Candidates(PolicyPrincipalKind.Federated).Distinct(StringComparer.Ordinal);
        return from provider in providers
               let account = Naming.Arn.TryParse(provider, out var arn) && Naming.Arn.IsAccountId(arn.AccountId) ? arn.AccountId : null
               from role in Roles(account is null ? null : [account])
               select role with { Kind = CallerKind.IdentityProvider, Principal = provider, IsNamed = true, Facts = role.Facts.SetItem("aws:FederatedProvider", [provider]) };
    }

    /// <summary>AWS services that call with their service principals, for each account that the policy can distinguish.</summary>
    public IEnumerable<CallerClass> Services()
    {
        var named = Candidates(PolicyPrincipalKind.Service).ToHashSet(StringComparer.Ordinal);
        if (named.Count == 0 && !model.IsOpen)
        {
            return [];
        }

        var names = new HashSet<string>(named, StringComparer.Ordinal);
        var fixedNames = new HashSet<string>(named, StringComparer.OrdinalIgnoreCase);
        if (model.IsOpen)
        {
            names.Add(AnyService);
            if (model.Mentions("aws:PrincipalServiceName", "aws:PrincipalServiceNamesList"))
            {
                var literal = ServiceNameKeys.SelectMany(model.ConditionsOn)
                    .SelectMany(model.PatternsOf).Where(pattern => pattern.HasNoWildcard).Select(pattern => pattern.Text).ToList();
                fixedNames.UnionWith(literal);

                // A few services, such as Alexa's, have names outside amazonaws.com.
                names.UnionWith(literal.Where(name => name.EndsWith(".amazon.com", StringComparison.Ordinal)));
                var tracks = new Tracks(model).AddLiterals(named, TextPart.Whole)
                    .AddConditions("aws:PrincipalServiceName", TextPart.Whole).AddConditions("aws:PrincipalServiceNamesList", TextPart.Whole);
                var all = tracks.All;
                var any = TextClasses.ResultsOf(AnyService, all);
                names.UnionWith(TextClasses.Find(Shapes.Service(), all, model.Budget).Select(name => name.Full).Where(name => !TextClasses.ResultsOf(name, all).SequenceEqual(any)));
            }
        }

        var known = new Dictionary<string, List<CallerClass>>(StringComparer.Ordinal);
        return from name in names.Order(StringComparer.Ordinal)
               from list in ListsOf(name)
               from source in SourcesOf(name)
               select source with
               {
                   Principal = name,
                   IsNamed = source.IsNamed || fixedNames.Contains(name),
                   Facts = source.Facts.Add("aws:PrincipalServiceName", [name]).Add("aws:PrincipalServiceNamesList", list),
               };

        // AWS sends a list with all names of the service: this name, and those with a region.
        IEnumerable<ImmutableArray<string>> ListsOf(string name) => model.Mentions("aws:PrincipalServiceNamesList")
            ? names.Where(other => other != name && IsOfSameService(name, other)).Select(other => ImmutableArray.Create(name, other)).Prepend([name])
            : [[name]];

        // Only statements that can apply to the service distinguish its sources.
        List<CallerClass> SourcesOf(string name)
        {
            var relevant = model.Statements.Where(statement => MayApplyTo(statement.Statement.Principal, name)).ToList();
            var id = string.Join(' ', relevant.Where(statement => !statement.Criteria.IsEmpty).Select(statement => statement.Index));
            if (!known.TryGetValue(id, out var sources))
            {
                known.Add(id, sources = Sources(relevant));
            }

            return sources;
        }
    }

    /// <summary>The services or identity providers that the policy names to allow them or to exempt them from a Deny.</summary>
    private IEnumerable<string> Candidates(PolicyPrincipalKind kind) =>
        from statement in model.Statements
        where statement.IsAllow != statement.Statement.Principal.IsNegated
        from entry in statement.Statement.Principal.Entries
        where entry.Kind == kind
        select entry.Text;

    /// <summary>Whether two names are of the same service, such as <c>logs.amazonaws.com</c> and <c>logs.eu-central-1.amazonaws.com</c>.</summary>
    private static bool IsOfSameService(string one, string other)
    {
        var (first, second) = (one.Split('.'), other.Split('.'));
        return second.Contains(first[0], StringComparer.Ordinal) || first.Contains(second[0], StringComparer.Ordinal);
    }

    private static bool MayApplyTo(PrincipalElement principal, string service) => principal.IsNegated || principal.NamesEveryone
        || principal.Entries.Any(entry => entry.Kind == PolicyPrincipalKind.Service && entry.Text.Equals(service, StringComparison.OrdinalIgnoreCase));

    /// <summary>The resources and accounts for which a service can act, with the keys that it sends about them. Not every service sends every key.</summary>
    private List<CallerClass> Sources(List<StatementModel> relevant)
    {
        var keys = relevant.SelectMany(statement => statement.Criteria).SelectMany(criterion => criterion.Keys).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var tracks = new Tracks(model, relevant).AddLiterals(PolicyModel.IsAnyMentioned(keys, AccountKeys) ? model.AccountsIn(relevant) : [model.Owner], TextPart.Account | TextPart.OtherAttribute).AddLinkedConditions("aws:SourceArn", TextPart.Whole);
        foreach (var key in new[] { "aws:SourceAccount", "aws:SourceOwner", "aws:PrincipalAccount", "kms:CallerAccount" })
        {
            tracks.AddLinkedConditions(key, TextPart.Account | TextPart.OtherAttribute);
        }

        var named = PolicyModel.ConditionsOn("aws:SourceArn", relevant).SelectMany(model.PatternsOf).Where(pattern => pattern.IsText).Select(pattern => pattern.Text).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from source in TextClasses.Find(Shapes.Source(model.Partition), tracks.All, model.Budget)
               let arn = source.Read(TextPart.Whole)
               let account = source.Read(TextPart.Account | TextPart.OtherAttribute)
               from sendsArn in Presence("aws:SourceArn")
               from sendsAccount in Presence("aws:SourceAccount", "aws:SourceOwner")
               from sendsCaller in Presence("aws:PrincipalAccount", "kms:CallerAccount")
               let hasNoAccount = source.Read(TextPart.OtherAttribute).Length > 0
               select new CallerClass
               {
                   Kind = CallerKind.Service,
                   Principal = "",
                   Account = account,
                   IsNamed = model.IsNamedAccount(account) || (sendsArn && named.Contains(arn)),
                   HasNamedSource = sendsArn && hasNoAccount && named.Contains(arn),
                   Facts = Nothing
                       .Add("aws:PrincipalIsAWSService", ["true"]).Add("aws:PrincipalType", null).Add("aws:PrincipalArn", null).Add("aws:userid", null).Add("aws:username", null)
                       .Add("aws:PrincipalOrgID", null).Add("aws:PrincipalOrgPaths", null)
                       .Add("aws:SourceArn", If(sendsArn, arn)).Add("aws:SourceAccount", If(sendsAccount, account)).Add("aws:SourceOwner", If(sendsAccount, account))
                       .Add("aws:PrincipalAccount", If(sendsCaller, account)).Add("kms:CallerAccount", If(sendsCaller, account)),
               },
        ];

        IEnumerable<bool> Presence(params string[] presence) => PolicyModel.IsAnyMentioned(keys, presence) ? [true, false] : [true];

        static ImmutableArray<string>? If(bool isSent, string value) => isSent ? [value] : null;
    }

    private IEnumerable<CallerClass> Of(ImmutableArray<string>? accounts)
    {
        // If neither a condition nor a principal distinguishes the users of an account, one of its roles and its root user represent all of them.
        var isIdentityAsked = model.Mentions(IdentityKeys) || model.Mentions("aws:FederatedProvider", "aws:AssumedRoot") || Entries(PolicyPrincipalKind.User, PolicyPrincipalKind.FederatedUser).Any();
        return Roles(accounts).Concat(Roots(accounts)).Concat(isIdentityAsked ? Users(accounts).Concat(FederatedUsers(accounts)) : []);
    }

    /// <summary>Whether the policy distinguishes roles of the same account.</summary>
    private bool IsNameAsked => model.Mentions("aws:PrincipalArn")
        || Entries(PolicyPrincipalKind.Role, PolicyPrincipalKind.User, PolicyPrincipalKind.FederatedUser, PolicyPrincipalKind.RoleSession).Any();

    private IEnumerable<CallerClass> Roles(IReadOnlyCollection<string>? accounts) =>
        from role in Find(IsNameAsked ? Shapes.Role(model.Partition, accounts) : Shapes.SomeRole(model.Partition, accounts), TextPart.Whole)
        let caller = Identity(CallerKind.Role, role, "AssumedRole")
        where !IsImpossible(caller)
        select caller;

    /// <summary>Whether the account has an expected role with the same name.</summary>
    private bool IsImpossible(CallerClass caller) => expected.Any(role => role.AccountId == caller.Account && role.Value != caller["aws:PrincipalArn"]
        && Principals.HasNameOf(caller["aws:PrincipalArn"]!, role));

    private IEnumerable<CallerClass> Users(IReadOnlyCollection<string>? accounts) =>
        from user in Find(Shapes.User(model.Partition, accounts), TextPart.Whole, ("aws:username", TextPart.Name))
        let caller = Identity(CallerKind.User, user, "User")
        select caller with { Facts = caller.Facts.SetItem("aws:username", [user.Read(TextPart.Name)]) };

    /// <summary>The root users. An account has only one, so no search is needed if the accounts are known.</summary>
    private IEnumerable<CallerClass> Roots(IReadOnlyCollection<string>? accounts) =>
        from account in accounts ?? Find(Shapes.Root(model.Partition), TextPart.Whole, ("aws:userid", TextPart.Account)).Select(root => root.Read(TextPart.Account))
        select RootOf(model.Partition, account, IsNamed(account));

    /// <summary>The root user of an account.</summary>
    public static CallerClass RootOf(string partition, string account, bool isNamed)
    {
        var caller = Identity(CallerKind.Root, Principals.RootOf(partition, account), account, "Account", isNamed);
        return caller with { Facts = caller.Facts.Add("aws:userid", [account]) };
    }

    /// <summary>A user of an account whose users the policy does not distinguish.</summary>
    public static CallerClass SomeUserOf(string partition, string account)
    {
        const string Name = "x";
        var caller = Identity(CallerKind.User, $"arn:{partition}:iam::{account}:user/{Name}", account, "User", isNamed: true);
        return caller with { Facts = caller.Facts.SetItem("aws:username", [Name]) };
    }

    private IEnumerable<CallerClass> FederatedUsers(IReadOnlyCollection<string>? accounts)
    {
        const TextPart Id = TextPart.Account | TextPart.Separator | TextPart.Name;
        return from user in Find(Shapes.FederatedUser(model.Partition, accounts), TextPart.Whole, ("aws:userid", Id))
               let caller = Identity(CallerKind.FederatedUser, user, "FederatedUser")
               select caller with { Facts = caller.Facts.Add("aws:userid", [user.Read(Id)]) };
    }

    /// <summary>The callers that principals name: sessions and, unless a statement applies to everyone, roles and users.</summary>
    private IEnumerable<CallerClass> Named() =>
        from entry in Entries(PolicyPrincipalKind.RoleSession).Concat(model.IsOpen ? [] : Entries(PolicyPrincipalKind.Role, PolicyPrincipalKind.User, PolicyPrincipalKind.FederatedUser)).DistinctBy(entry => entry.Text, StringComparer.Ordinal)
        from caller in entry.Kind == PolicyPrincipalKind.RoleSession ? Sessions(entry) : [OfEntry(entry)]
        select caller;

    /// <summary>The callers for a session. The name of a session does not have the path of its role, so the path can be any.</summary>
    private IEnumerable<CallerClass> Sessions(PolicyPrincipal entry) =>
        from role in Find(Shapes.Role(entry.Partition ?? model.Partition, [entry.AccountId!], entry.Name), TextPart.Whole)
        let caller = Identity(CallerKind.Session, role, "AssumedRole")
        select caller with { Principal = entry.Text };

    private CallerClass OfEntry(PolicyPrincipal entry)
    {
        var (kind, type) = entry.Kind switch
        {
            PolicyPrincipalKind.Role => (CallerKind.Role, "AssumedRole"),
            PolicyPrincipalKind.User => (CallerKind.User, "User"),
            _ => (CallerKind.FederatedUser, "FederatedUser"),
        };
        var caller = Identity(kind, entry.Text, entry.AccountId!, type);
        var name = entry.Name!;
        return kind switch
        {
            CallerKind.User => caller with { Facts = caller.Facts.SetItem("aws:username", [name]) },
            CallerKind.FederatedUser => caller with { Facts = caller.Facts.Add("aws:userid", [$"{entry.AccountId}:{name}"]) },
            _ => caller,
        };
    }

    private List<TextClass> Find(TextShape shape, TextPart arn, (string Key, TextPart Reads)? other = null)
    {
        var tracks = new Tracks(model)
            .AddLiterals(Entries(PolicyPrincipalKind.Role, PolicyPrincipalKind.User, PolicyPrincipalKind.FederatedUser).Select(entry => entry.Text), arn)
            .AddLiterals(expected.Select(role => role.Value), arn)
            .AddLiterals(expected.Select(role => role.ResourceName), TextPart.Name)
            .AddLiterals(model.NamedAccounts.Concat(expected.Select(role => role.AccountId)), TextPart.Account)
            .AddLinkedConditions("aws:PrincipalArn", arn)
            .AddLinkedConditions("aws:PrincipalAccount", TextPart.Account)
            .AddLinkedConditions("kms:CallerAccount", TextPart.Account);
        if (model.Mentions("aws:PrincipalArn"))
        {
            tracks.AddArnPattern($"arn:{model.Partition}:iam::*{ServiceLinked}*", arn);
        }

        if (other is var (key, reads))
        {
            tracks.AddLinkedConditions(key, reads);
        }

        return TextClasses.Find(shape, tracks.All, model.Budget);
    }

    private CallerClass Identity(CallerKind kind, TextClass text, string type) => Identity(kind, text.Read(TextPart.Whole), text.Read(TextPart.Account), type);

    private CallerClass Identity(CallerKind kind, string arn, string account, string type) => Identity(kind, arn, account, type, IsNamed(account));

    private static CallerClass Identity(CallerKind kind, string arn, string account, string type, bool isNamed) => new()
    {
        Kind = kind,
        Principal = arn,
        Account = account,
        IsNamed = isNamed,
        Facts = NoService(Nothing)
            .Add("aws:PrincipalArn", [arn]).Add("aws:PrincipalAccount", [account]).Add("kms:CallerAccount", [account]).Add("aws:PrincipalType", [type]).Add("aws:username", null),
    };

    private bool IsNamed(string account) => model.IsNamedAccount(account) || expected.Any(role => role.AccountId == account);

    private static ImmutableDictionary<string, ImmutableArray<string>?> NoService(ImmutableDictionary<string, ImmutableArray<string>?> facts) =>
        facts.Add("aws:PrincipalIsAWSService", ["false"]).AddRange(ServiceKeys.Select(key => KeyValuePair.Create(key, (ImmutableArray<string>?)null)));

    private IEnumerable<PolicyPrincipal> Entries(params PolicyPrincipalKind[] kinds) => model.Statements
        .SelectMany(statement => statement.Statement.Principal.Entries)
        .Where(entry => kinds.Contains(entry.Kind));

    private ImmutableArray<string> NamedByPrincipals() =>
    [
        .. model.Statements.Where(statement => statement.IsAllow)
            .SelectMany(statement => statement.Statement.Principal.Entries)
            .Where(entry => entry.Kind == PolicyPrincipalKind.Account)
            .Select(entry => entry.AccountId!)
            .Distinct(StringComparer.Ordinal),
    ];
}
