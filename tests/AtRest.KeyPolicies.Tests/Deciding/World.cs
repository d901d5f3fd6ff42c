using System.Collections.Frozen;
using System.Collections.Immutable;
using Facts = System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<string>>;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>
/// A small world in which all callers and all their requests can be listed. It is written from the AWS documentation and shares no code with the
/// search that it checks. The attributes of a caller are consistent: ARN, account, type, user name, unique ID and source.
/// </summary>
internal static class World
{
    public const string Owner = "111122223333";
    public const string Tenant = "444455556666";
    public const string ExpectedRole = "arn:aws:iam::444455556666:role/p/a";
    public const string OwnerOrganization = "o-atrestowner";
    public const string UnknownKey = "custom:unknown";

    public static readonly ImmutableArray<string> Accounts = [Owner, Tenant, "222233334444", "222233334445", "999988887777"];
    public static readonly ImmutableArray<string> Organizations = ["o-aaaaaaaaaa", "o-bbbbbbbbbb", OwnerOrganization];
    public static readonly ImmutableArray<string> Addresses = ["203.0.113.5", "198.51.100.1", "10.1.2.3", "8.8.8.8", "2001:db8::1", "2a00::1"];
    public static readonly ImmutableArray<string> Endpoints = ["vpce-aaaaaaaa", "vpce-bbbbbbbbbbbbbbbbb"];
    public static readonly ImmutableArray<string> Networks = ["vpc-aaaaaaaa", "vpc-bbbbbbbbbbbbbbbbb"];
    public static readonly ImmutableArray<string> Services = ["ec2.amazonaws.com", "logs.eu-central-1.amazonaws.com"];
    public static readonly ImmutableArray<string> RoleIds = ["AROAAAAAAAAAAAAAAAAAA", "AROABBBBBBBBBBBBBBBBB"];
    public static readonly ImmutableArray<string> UserIds = ["AIDAAAAAAAAAAAAAAAAAA", "AIDABBBBBBBBBBBBBBBBB"];
    public static readonly ImmutableArray<string> Sessions = ["sa", "sb"];
    public static readonly ImmutableArray<string> Names = ["a", "b", "ab", "bba"];
    public static readonly ImmutableArray<string> Texts = ["", "a", "b", "ab", "A", "aba", "true", "false", "5", "50", "arn:aws:logs:r:222233334444:a", "arn:aws:s3:::a", .. Organizations, .. Endpoints, .. Accounts, "a@b", RoleIds[0] + ":sa", "arn:aws:iam::222233334444:role/a"];
    public static readonly ImmutableArray<string> ViaServices = ["ec2.eu-central-1.amazonaws.com", "s3.eu-west-1.amazonaws.com"];

    private static readonly string[] Paths = ["", "p/"];
    private static readonly bool[] Either = [true, false];

    public static readonly ImmutableArray<WorldCaller> Callers = [.. Identities(), .. Anonymous(), .. AllServices()];

    /// <summary>All requests of a caller for these actions that the policy can distinguish.</summary>
    public static IEnumerable<AccessRequest> Requests(WorldCaller caller, string action, WorldContexts contexts) => contexts.Of(caller, action)
        .Select(context => new AccessRequest { Principal = caller.Principal, Action = action, Context = context, Unknown = contexts.Unknown });

    private static IEnumerable<WorldCaller> Identities()
    {
        foreach (var account in Accounts)
        {
            foreach (var (path, name) in Paths.SelectMany(path => Names.Select(name => (path, name))))
            {
                var role = $"arn:aws:iam::{account}:role/{path}{name}";
                yield return Identity(WorldKind.Role, role, role, account, "AssumedRole");
                yield return Identity(WorldKind.Session, $"arn:aws:sts::{account}:assumed-role/{name}/{Sessions[0]}", role, account, "AssumedRole");
                var user = $"arn:aws:iam::{account}:user/{path}{name}";
                yield return Identity(WorldKind.User, user, user, account, "User", ("aws:username", name));
            }

            foreach (var name in Names)
            {
                var federated = $"arn:aws:sts::{account}:federated-user/{name}";
                yield return Identity(WorldKind.FederatedUser, federated, federated, account, "FederatedUser", ("aws:userid", $"{account}:{name}"));
            }

            var root = $"arn:aws:iam::{account}:root";
            yield return Identity(WorldKind.Root, root, root, account, "Account", ("aws:userid", account));
        }
    }

    private static IEnumerable<WorldCaller> Anonymous()
    {
        var facts = Of(("aws:PrincipalType", "Anonymous"), ("aws:userid", "anonymous"), ("aws:PrincipalIsAWSService", "false"));
        yield return new(WorldKind.Anonymous, "anonymous", null, facts);
        yield return new(WorldKind.Anonymous, "anonymous", null, facts.Add("aws:PrincipalAccount", ["anonymous"]));
    }

    private static IEnumerable<WorldCaller> AllServices() =>
        from service in Services.Append("other.amazonaws.com")
        from account in Accounts
        from arn in new[] { $"arn:aws:logs:eu-central-1:{account}:a", $"arn:aws:ec2:eu-central-1:{account}:b", "arn:aws:s3:::a", null }
        from sendsAccount in Either
        from sendsCaller in Either
        select new WorldCaller(WorldKind.Service, service, account, Of(
            ("aws:PrincipalIsAWSService", "true"),
            ("aws:PrincipalServiceName", service),
            ("aws:PrincipalServiceNamesList", service),
            ("aws:SourceArn", arn),
            ("aws:SourceAccount", sendsAccount ? account : null),
            ("aws:SourceOwner", sendsAccount ? account : null),
            ("aws:PrincipalAccount", sendsCaller ? account : null),
            ("kms:CallerAccount", sendsCaller ? account : null)));

    private static WorldCaller Identity(WorldKind kind, string principal, string arn, string account, string type, (string Key, string? Value)? other = null) => new(kind, principal, account, Of(
        ("aws:PrincipalArn", arn), ("aws:PrincipalAccount", account), ("kms:CallerAccount", account), ("aws:PrincipalType", type), ("aws:PrincipalIsAWSService", "false"), other ?? ("", null)));

    private static Facts Of(params ReadOnlySpan<(string Key, string? Value)> facts)
    {
        var all = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in facts)
        {
            if (value is not null)
            {
                all.Add(key, [value]);
            }
        }

        return all.ToImmutable();
    }
}

internal enum WorldKind
{
    Role,
    Session,
    User,
    Root,
    FederatedUser,
    Anonymous,
    Service,
}

/// <param name="Kind">The kind of caller.</param>
/// <param name="Principal">The principal of the request.</param>
/// <param name="Account">The account of the caller or, for a service, the account for which it acts.</param>
/// <param name="Facts">The condition keys that are fixed for the caller. Other keys of its kind are absent.</param>
internal sealed record WorldCaller(WorldKind Kind, string Principal, string? Account, Facts Facts)
{
    public bool IsIdentity => Kind is not (WorldKind.Anonymous or WorldKind.Service);

    public string? Arn => Facts.TryGetValue("aws:PrincipalArn", out var arn) ? arn[0] : null;

    /// <summary>The name, without the path.</summary>
    public string Name => Arn![(Arn!.LastIndexOf('/') + 1)..];
}

/// <summary>The values that a caller can choose for the keys that one policy mentions.</summary>
/// <param name="policy">The policy. Only its keys matter, and its values are tried first.</param>
/// <param name="keys">The condition keys that the policy mentions.</param>
/// <param name="salt">Selects values if there are too many combinations.</param>
internal sealed class WorldContexts(string policy, IReadOnlySet<string> keys, int salt)
{
    private static readonly string[] Fixed =
    [
        "aws:PrincipalArn", "aws:PrincipalAccount", "kms:CallerAccount", "aws:PrincipalType", "aws:username", "aws:PrincipalIsAWSService", "aws:PrincipalServiceName",
        "aws:PrincipalServiceNamesList", "aws:SourceArn", "aws:SourceAccount", "aws:SourceOwner", "aws:userid", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
    ];

    private readonly Dictionary<string, List<FrozenDictionary<string, ImmutableArray<string>>>> found = new(StringComparer.Ordinal);

    public FrozenSet<string> Unknown { get; } = keys.Where(key => key == World.UnknownKey).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>A request in which all choices are unknown. If it is denied, every request of the caller is denied.</summary>
    public AccessRequest Open(WorldCaller caller, string action)
    {
        var facts = FactsOf(caller, action);
        return new()
        {
            Principal = caller.Principal,
            Action = action,
            Context = facts.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            Unknown = keys.Where(key => !facts.ContainsKey(key) && (!Fixed.Contains(key, StringComparer.OrdinalIgnoreCase) || key is "aws:userid" or "aws:PrincipalOrgID" or "aws:PrincipalOrgPaths" || IsOptional(key, action))).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    public List<FrozenDictionary<string, ImmutableArray<string>>> Of(WorldCaller caller, string action)
    {
        var facts = FactsOf(caller, action);
        var own = policy.Contains("${", StringComparison.Ordinal) ? caller.Arn + caller.Account : "";
        var id = $"{caller.Kind}|{(caller.Kind == WorldKind.Service ? caller.Account : own)}|{(action == "kms:Decrypt" ? "" : action)}|{(action == "kms:RetireGrant" ? caller.Account : "")}|{string.Join(' ', facts.OrderBy(fact => fact.Key).Select(fact => fact.Key + "=" + fact.Value[0]))}";
        if (!found.TryGetValue(id, out var contexts))
        {
            found.Add(id, contexts = [.. Choices(caller, facts, action).Select(context => context.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase))]);
        }

        return contexts;
    }

    private Facts FactsOf(WorldCaller caller, string action) => caller.Facts
        .Where(fact => keys.Contains(fact.Key) && !IsOptional(fact.Key, action))
        .ToImmutableDictionary(StringComparer.OrdinalIgnoreCase).Add("aws:ResourceOrgID", [World.OwnerOrganization]);

    /// <summary>Whether the key can be present or absent: AWS pages contradict each other on whether AWS sends kms:CallerAccount with RetireGrant.</summary>
    private static bool IsOptional(string key, string action) => action == "kms:RetireGrant" && key == "kms:CallerAccount";

    private IEnumerable<Facts> Choices(WorldCaller caller, Facts facts, string action)
    {
        var dimensions = Dimensions(caller, action).ToList();
        var most = dimensions.Count switch { 0 or 1 => 30, 2 => 12, 3 => 5, 4 => 3, _ => 2 };
        IEnumerable<Facts> choices = [facts];
        foreach (var (dimension, index) in dimensions.Select((dimension, index) => (dimension, index)))
        {
            var options = dimension.OrderByDescending(option => Relevance(option, caller)).ThenBy(option => HashCode.Combine(salt, index, Text(option).Length, Text(option)[..Math.Min(3, Text(option).Length)].Sum(c => c))).Take(most).ToList();
            choices = choices.SelectMany(choice => options.Select(choice.SetItems)).ToList();
        }

        return choices;
    }

    private int Relevance(Facts option, WorldCaller caller) => option.Count == 0 ? 3
        : option.Values.SelectMany(values => values).Any(value => value.Length > 0 && policy.Contains("${", StringComparison.Ordinal) && (value == caller.Account || value == caller.Arn || (caller.Arn is not null && value == caller.Name))) ? 2
        : option.Values.SelectMany(values => values).Any(value => value.Length > 0 && policy.Contains($"\"{value}", StringComparison.Ordinal)) ? 1
        : 0;

    private static string Text(Facts option) => string.Join(' ', option.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value));

    /// <summary>The independent choices. An empty option means that AWS does not send the keys.</summary>
    private IEnumerable<List<Facts>> Dimensions(WorldCaller caller, string action)
    {
        if (action == "kms:RetireGrant" && Has("kms:CallerAccount") && caller.Facts.TryGetValue("kms:CallerAccount", out var own))
        {
            yield return [Facts(), Facts(("kms:CallerAccount", own[0]))];
        }

        if (Has("aws:PrincipalOrgID", "aws:PrincipalOrgPaths") && caller.IsIdentity)
        {
            yield return [Facts(), .. World.Organizations.SelectMany(id => new[] { $"{id}/r-abcd/", $"{id}/r-abcd/ou-abcd-aaaaaaaa/" }.Select(path => Facts(("aws:PrincipalOrgID", id), ("aws:PrincipalOrgPaths", path))))];
        }

        if (Has("aws:userid") && UniqueIds(caller) is { Count: > 0 } ids)
        {
            yield return [.. ids.Select(id => Facts(("aws:userid", id)))];
        }

        if (Has("aws:SourceIp", "aws:SourceVpce", "aws:SourceVpc", "aws:VpceAccount"))
        {
            yield return
            [
                Facts(),
                .. World.Addresses.Select(address => Facts(("aws:SourceIp", address))),
                .. from vpc in World.Networks from endpoint in World.Endpoints from account in World.Accounts.Take(keys.Contains("aws:VpceAccount") ? 5 : 1)
                   select Facts(("aws:SourceVpc", vpc), ("aws:SourceVpce", endpoint), ("aws:VpceAccount", account)),
                .. World.Endpoints.Select(endpoint => Facts(("aws:SourceVpce", endpoint))),
            ];
        }

        foreach (var key in keys.Where(key => !Fixed.Contains(key, StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            if ((key.StartsWith("kms:EncryptionContext", StringComparison.Ordinal) && action is not ("kms:Decrypt" or "kms:RetireGrant")) || (key == "aws:TagKeys" && action != "kms:TagResource"))
            {
                continue;
            }

            if (key == "kms:EncryptionContext:app" && caller.Kind == WorldKind.Service)
            {
                yield return [Facts(), Facts((key, caller.Account!)), Facts((key, $"arn:aws:logs:r:{caller.Account}:a"))];
            }
            else if (OptionsOf(key) is { Count: > 0 } options)
            {
                yield return options;
            }
        }

        bool Has(params string[] names) => names.Any(keys.Contains);
    }

    private static List<string> UniqueIds(WorldCaller caller) => caller.Kind switch
    {
        WorldKind.Role => [.. World.RoleIds.SelectMany(id => World.Sessions.Select(session => $"{id}:{session}"))],
        WorldKind.Session => [.. World.RoleIds.Select(id => $"{id}:{caller.Principal.Split('/')[^1]}")],
        WorldKind.User => [.. World.UserIds],
        _ => [],
    };

    private static List<Facts> OptionsOf(string key) => key switch
    {
        "aws:PrincipalTag/x" or "aws:PrincipalTag/y" => Each(key, World.Texts),
        "kms:EncryptionContext:app" or "aws:SourceIdentity" => Each(key, World.Texts.Skip(1)),
        "kms:ViaService" => Each(key, World.ViaServices),
        "aws:MultiFactorAuthPresent" or "aws:ViaAWSService" => Each(key, ["true", "false"]),
        "aws:MultiFactorAuthAge" => Each(key, ["0", "5", "7.5", "50", "3600"]),
        "aws:TokenIssueTime" => Each(key, ["2019-12-31T23:59:59Z", "2020-01-01T00:00:00Z", "2025-06-01T00:00:00Z", "2031-01-01T00:00:00Z"]),
        "kms:EncryptionContextKeys" or "aws:TagKeys" or "aws:CalledVia" =>
            [Facts(), .. new string[][] { ["a"], ["b"], ["ab"], ["a", "b"], ["a", "c"], ["b", "ab"], ["c"], ["a", "b", "ab"] }.Select(values => Facts().SetItem(key, [.. values]))],
        _ => [],
    };

    private static List<Facts> Each(string key, IEnumerable<string> values) => [Facts(), .. values.Select(value => Facts((key, value)))];

    private static Facts Facts(params ReadOnlySpan<(string Key, string Value)> facts)
    {
        var all = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in facts)
        {
            all.Add(key, [value]);
        }

        return all.ToImmutable();
    }
}
