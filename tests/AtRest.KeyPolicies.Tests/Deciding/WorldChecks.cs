using System.Collections.Frozen;
using System.Net;
using System.Text.RegularExpressions;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>Evaluates a policy for every request of <see cref="World"/>, and decides which callers count for which answer.</summary>
internal static partial class WorldChecks
{
    private static readonly string[] Actions = ["kms:Decrypt", "kms:RetireGrant", "kms:PutKeyPolicy", "kms:TagResource"];
    private static readonly string[] Sorts = ["Bool", "IpAddress", "Numeric", "Date"];
    private static readonly string[] RolePaths = ["", "p/"];
    private static readonly string[] OwnerKeys = ["aws:PrincipalOrgID", "aws:SourceVpc", "aws:SourceVpce", "aws:VpceAccount", "aws:SourceArn"];
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    public static KeyPolicyAnalysis Analyze(this WorldPolicy policy) => KeyPolicyAnalysis.Of(policy.ToString(), new KeySubject
    {
        Key = Requests.Key,
        Roles = [Arn.TryParse(World.ExpectedRole, out var role) ? role : throw new InvalidOperationException()],
        Moment = Now,
    });

    /// <summary>The first allowed request of a caller that counts.</summary>
    public static AccessRequest? FirstAllowed(this WorldPolicy policy, Func<WorldCaller, AccessRequest, bool> counts)
    {
        var text = policy.ToString();
        var evaluator = Requests.Evaluator(text);
        var contexts = new WorldContexts(text, MentionedKeys.Of(evaluator.Policy), policy.Salt);
        return (from action in Actions
                where action == Actions[0] || text.Contains(action[4..8], StringComparison.Ordinal) || text.Contains("NotAction", StringComparison.Ordinal) || (action == "kms:RetireGrant" && text.Contains("kms:CallerAccount", StringComparison.Ordinal))
                    || (action == "kms:TagResource" && text.Contains("aws:TagKeys", StringComparison.Ordinal)) || (action == "kms:PutKeyPolicy" && text.Contains("kms:EncryptionContext", StringComparison.Ordinal))
                from caller in World.Callers
                where policy.CanExist(caller) && evaluator.Decide(contexts.Open(caller, action)) is not (AccessOutcome.ImplicitDeny or AccessOutcome.ExplicitDeny)
                from request in World.Requests(caller, action, contexts)
                where counts(caller, request) && IsAllowed(evaluator, request)
                select request).FirstOrDefault();
    }

    public static bool IsAllowed(KeyPolicyEvaluator evaluator, AccessRequest request) => evaluator.IsSureAccess(request);

    /// <summary>
    /// Whether the role can exist. The name of a role is unique in its account, so no other role can have the name of an expected or named role with another
    /// path.
    /// </summary>
    public static bool CanExist(this WorldPolicy policy, WorldCaller caller)
    {
        if (caller.Kind is not (WorldKind.Role or WorldKind.Session))
        {
            return true;
        }

        var others = RolePaths.Select(path => $"arn:aws:iam::{caller.Account}:role/{path}{caller.Name}").Where(arn => arn != caller.Arn).ToList();
        return !others.Contains(World.ExpectedRole) && (caller.Kind == WorldKind.Role || !policy.Statements.Any(statement => others.Exists(other => statement.Principal.Contains($"\"{other}\"", StringComparison.Ordinal))));
    }

    /// <summary>Whether a caller is foreign and not expected. A bucket that the policy names in full does not count, since its name does not show its account.</summary>
    public static bool IsOutsider(WorldPolicy policy, WorldCaller caller) => caller.Account != World.Owner && caller.Arn != World.ExpectedRole
        && !(caller.Facts.TryGetValue("aws:SourceArn", out var source) && source[0].Contains(":::", StringComparison.Ordinal) && policy.ToString().Contains(source[0], StringComparison.Ordinal));

    /// <summary>Whether no fixed value of the policy names the caller's account, organization, network, unique ID, service or source.</summary>
    public static bool IsUnnamed(WorldPolicy policy, WorldCaller caller, AccessRequest request)
    {
        var text = policy.ToString();
        return caller.Account is not (World.Owner or World.Tenant) && (caller.Account is null || !IsIn(caller.Account))
            && !OwnerKeys.Any(key => Of(key) is { } value && (value is World.OwnerOrganization or World.Owner || IsIn(value)))
            && (Of("aws:PrincipalOrgPaths") is not { } path || !(path.Contains(World.OwnerOrganization, StringComparison.Ordinal) || IsIn(path.Split('/')[0])))
            && (Of("aws:userid") is not { } id || !IsIn(id.Split(':')[0]))
            && !(caller.Kind == WorldKind.Service && IsIn(caller.Principal))
            && (Of("aws:SourceIp") is not { } address || !policy.ValuesOf("aws:SourceIp").Any(range => IsNarrow(range) && Contains(range, address)));

        string? Of(string key) => request.Context.TryGetValue(key, out var values) ? values[0] : null;

        bool IsIn(string value) => text.Contains(value, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The errors in the example of a certain answer.</summary>
    public static IEnumerable<string> FaultsOf(AccessRequest? example, WorldPolicy policy)
    {
        if (example is null)
        {
            return ["no example"];
        }

        var faults = ExampleChecks.FaultsOf(example);
        if (ExampleChecks.AccountOf(example) == World.Owner)
        {
            faults.Add("the caller is in the owner's account");
        }

        if (!IsAllowed(Requests.Evaluator(policy.ToString()), example))
        {
            faults.Add("the policy does not allow it");
        }

        return faults.Select(fault => $"{fault} in {Show(example)}");
    }

    /// <summary>The fixed values of the policy that name the caller of an example.</summary>
    public static IEnumerable<string> NamesOf(AccessRequest example, WorldPolicy policy)
    {
        var account = ExampleChecks.AccountOf(example) is { } found and not "anonymous" ? found : "none";
        var accounts = new[] { "aws:PrincipalAccount", "kms:CallerAccount", "aws:SourceAccount", "aws:PrincipalArn", "aws:SourceArn" };
        return policy.Statements.Select(statement => statement.Principal).Concat(accounts.SelectMany(policy.ValuesOf))
            .Where(value => value == account || value.Contains($":{account}:", StringComparison.Ordinal) || value.Contains($"\"{account}\"", StringComparison.Ordinal))
            .Concat(policy.ValuesOf("aws:PrincipalOrgID").Where(value => example.Context.TryGetValue("aws:PrincipalOrgID", out var id) && id[0] == value))
            .Select(value => $"{value} names the caller of {Show(example)}");
    }

    /// <summary>A call by a principal of the owner's account. All condition keys that do not depend on the principal are unknown.</summary>
    public static AccessRequest OwnersCall(WorldCaller caller, IReadOnlySet<string> keys) => new()
    {
        Principal = caller.Principal,
        Action = "kms:PutKeyPolicy",
        Context = caller.Facts.Add("aws:ViaAWSService", ["false"]).Where(fact => keys.Contains(fact.Key)).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
        Unknown = keys.Where(key => key.StartsWith("aws:PrincipalOrg", StringComparison.Ordinal) || key.StartsWith("aws:PrincipalTag/", StringComparison.Ordinal) || key.StartsWith("aws:SourceVpc", StringComparison.Ordinal)
            || key is "aws:SourceIp" or "aws:SourceIdentity" or "aws:VpceAccount" or "aws:MultiFactorAuthPresent" or "aws:MultiFactorAuthAge" or "aws:TokenIssueTime" or "aws:ResourceOrgID" or World.UnknownKey
            || (key == "aws:userid" && caller.Kind != WorldKind.Root)).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>
    /// Whether nothing in the policy makes a decision uncertain: it has no <c>NotPrincipal</c>, no key that AWS does not document, no whole unique ID, and no
    /// pattern with a variable and other text.
    /// </summary>
    public static bool IsExact(this WorldPolicy policy)
    {
        var text = policy.ToString();
        return !text.Contains("NotPrincipal", StringComparison.Ordinal) && !text.Contains(World.UnknownKey, StringComparison.Ordinal) && !UniqueId().IsMatch(text)
            && !policy.Statements.SelectMany(statement => statement.Conditions).SelectMany(condition => condition.Values)
                .Any(value => value.Contains("${", StringComparison.Ordinal) && !PureVariable().IsMatch(value))
            && policy.Statements.SelectMany(statement => statement.Conditions).GroupBy(condition => condition.Key, StringComparer.OrdinalIgnoreCase)
                .All(group => group.Select(condition => SortOf(condition.Operator)).OfType<string>().Distinct().Count() < 2);
    }

    /// <summary>The type in which an operator compares a value. Null if it only checks whether there is a value.</summary>
    private static string? SortOf(string name) => name == "Null" ? null : Sorts.FirstOrDefault(sort => name.Contains(sort, StringComparison.Ordinal)) ?? "text";

    public static string Show(AccessRequest request) =>
        $"{request.Action} by {request.Principal} {{{string.Join(", ", request.Context.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={string.Join('|', pair.Value)}"))}}}";

    private static IEnumerable<string> ValuesOf(this WorldPolicy policy, string key) =>
        policy.Statements.SelectMany(statement => statement.Conditions).Where(condition => condition.Key == key).SelectMany(condition => condition.Values);

    private static bool IsNarrow(string range) => IPAddress.TryParse(range, out _) || (IPNetwork.TryParse(range, out var network) && network.PrefixLength >= (network.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? 8 : 32));

    private static bool Contains(string range, string address) => range == address || (IPNetwork.TryParse(range, out var network) && network.Contains(IPAddress.Parse(address)));

    [GeneratedRegex(@"^\$\{[\w:/]+\}$")]
    private static partial Regex PureVariable();

    [GeneratedRegex("A(ROA|IDA)[A-Z]{12}")]
    private static partial Regex UniqueId();
}
