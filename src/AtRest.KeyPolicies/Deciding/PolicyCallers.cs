using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Conditions;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>
/// Finds all callers that the policy allows, decided for every kind of caller that AWS has. Broad callers come first. A caller is not reported again if it
/// has access only through statements that allow everyone, or that allow its whole account.
/// </summary>
internal sealed class PolicyCallers
{
    private static readonly bool[] CertainFirst = [true, false];

    private readonly PolicyModel model;
    private readonly ImmutableArray<Arn> expected;
    private readonly AccessSearch search;
    private readonly CallerClasses callers;
    private readonly Dictionary<(string Scope, bool IsCertain), HashSet<int>> reported = [];
    private readonly AccessRequest known;
    private readonly Lazy<ImmutableArray<(StatementModel Statement, string Text, ValueMatcher Matcher)>> arnValues;
    private readonly Lazy<List<Candidate>> foreign;
    private readonly Lazy<List<Candidate>> own;
    private readonly Lazy<List<Candidate>> services;
    private Reach? publicReach;
    private bool isPublicKnown;

    /// <summary>Prepares the search.</summary>
    /// <param name="model">The policy.</param>
    /// <param name="expected">The expected roles. They and their sessions count as callers that the policy names.</param>
    public PolicyCallers(PolicyModel model, ImmutableArray<Arn> expected)
    {
        this.model = model;
        this.expected = expected;
        search = new AccessSearch(model);
        callers = new CallerClasses(model, expected);
        known = model.RequestOf(model.Known);
        arnValues = new(ArnValues);
        foreign = new(() => [.. callers.Identities(account => account != model.Owner).Concat(model.IsOpen ? CallerClasses.Anonymous() : []).Select(caller => new Candidate(caller, search))], LazyThreadSafetyMode.PublicationOnly);
        own = new(() => model.IsOpen ? [] : [.. callers.Identities(account => account == model.Owner).Select(caller => new Candidate(caller, search))], LazyThreadSafetyMode.PublicationOnly);
        services = new(() => [.. callers.Services().Select(caller => new Candidate(caller, search))], LazyThreadSafetyMode.PublicationOnly);
    }

    /// <summary>
    /// The access of a caller that no fixed value of the policy names by account, organization, network, unique ID, service or source. Null if such callers
    /// have no access. Uncertain if the access depends on a condition key that is not known.
    /// </summary>
    public Reach? Public()
    {
        if (isPublicKnown)
        {
            return publicReach;
        }

        // The first caller with certain access ends the search, so not all callers are computed in advance.
        Reach? found = null;
        foreach (var caller in model.IsOpen ? callers.Identities(_ => true).Concat(CallerClasses.Anonymous()).Concat(callers.Services()).Where(caller => !caller.IsNamed) : [])
        {
            var reach = search.Find(caller, isPublic: true);
            found = reach.Actions.IsEmpty ? found ?? (reach.IsNothing ? null : reach) : reach;
            if (!reach.Actions.IsEmpty)
            {
                break;
            }
        }

        // Set only here: if the search exceeds its budget and throws, there is no answer.
        isPublicKnown = true;
        return publicReach = found;
    }

    /// <summary>The callers with an identity outside the owner's account, and identity providers.</summary>
    /// <param name="counts">Whether to include a caller.</param>
    public List<PolicyCaller> FindForeign(Predicate<CallerClass> counts) => Find(foreign.Value, caller => caller.Account != model.Owner && counts(caller));

    /// <summary>The callers with an identity, and identity providers.</summary>
    public List<PolicyCaller> FindAll() => Find(foreign.Value.Concat(own.Value), _ => true);

    private List<PolicyCaller> Find(IEnumerable<Candidate> identities, Predicate<CallerClass> counts)
    {
        reported.Clear();
        var found = identities.Where(candidate => counts(candidate.Caller) && !candidate.Reach.IsNothing)
            .Select(candidate => Name(candidate.Caller, candidate.Reach))
            .ToList();
        var list = new List<PolicyCaller>();
        foreach (var group in found.GroupBy(caller => caller.Kind).OrderBy(group => group.Key))
        {
            list.AddRange(WithoutDuplicates(group));
        }

        list.AddRange(WithoutDuplicates(callers.IdentityProviders().Select(provider => new PolicyCaller(PolicyCallerKind.Federated, provider.Principal, provider, search.Find(provider), [], []))));
        return list;
    }

    /// <summary>The services, for the callers to include. A service that calls for a single named resource without an account is not included.</summary>
    public List<PolicyCaller> FindServices(Predicate<CallerClass> counts) => WithoutDuplicates(services.Value.Where(candidate => counts(candidate.Caller) && !candidate.Caller.HasNamedSource)
        .Select(candidate => new PolicyCaller(PolicyCallerKind.Service, candidate.Caller.Principal, candidate.Caller, candidate.Reach, [], [])));

    private PolicyCaller Name(CallerClass caller, Reach reach)
    {
        if (!caller.IsNamed)
        {
            return new(PolicyCallerKind.Anyone, Scope(caller, reach), caller, reach, [], []);
        }

        var arn = caller["aws:PrincipalArn"]!;
        var admitting = Admitting(reach, arn).Distinct(StringComparer.Ordinal).ToList();
        var named = admitting.Where(value => value.Contains(caller.Account!, StringComparison.Ordinal)).ToImmutableArray();
        var isListed = model.Statements.Any(statement => reach.Allowing.Contains(statement.Index)
            && statement.Statement.Principal.Entries.Any(entry => entry.Text == caller.Principal && entry.Kind != PolicyPrincipalKind.Account));
        return !isListed && admitting.Count == 0 && caller.Kind is CallerKind.Role or CallerKind.Root
            ? new(PolicyCallerKind.Account, caller.Account!, caller, reach, [], AccountValues(reach, caller.Account!))
            : new(PolicyCallerKind.Identity, isListed ? caller.Principal : named.FirstOrDefault(caller.Principal), caller, reach, [], named);
    }

    /// <summary>The condition values on ARNs that allow the caller: values of an Allow that match it, and values of a Deny that exempt it.</summary>
    private IEnumerable<string> Admitting(Reach reach, string arn) =>
        from value in arnValues.Value
        where (!value.Statement.IsAllow || reach.Allowing.Contains(value.Statement.Index)) && value.Matcher.Match(arn, known) == Ternary.Yes
        select value.Text;

    private ImmutableArray<(StatementModel Statement, string Text, ValueMatcher Matcher)> ArnValues() =>
    [
        .. from statement in model.Statements
           from condition in statement.Statement.Conditions
           where PolicyModel.Is(condition.Key, "aws:PrincipalArn") && condition.Operator.IsNegated != statement.IsAllow
           from value in condition.Values
           select (statement, value, ValueMatchers.Compile(condition.Operator.Comparison, value, model.Reading.Policy.Version)),
    ];

    private ImmutableArray<string> AccountValues(Reach reach, string account) =>
    [
        .. model.Statements.Where(statement => statement.IsAllow && reach.Statements.Contains(statement.Index))
            .SelectMany(statement => statement.Statement.Conditions)
            .SelectMany(condition => condition.Values)
            .Where(value => value == account)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Describes callers of any account, with the organization or network that restricts them, if any.</summary>
    private string Scope(CallerClass caller, Reach reach)
    {
        var example = reach.Example;
        var open = search.Find(caller, isPublic: true);
        if (example is null || !open.Actions.IsEmpty)
        {
            return "callers of any AWS account";
        }

        string? Of(string key) => example.Context.GetValueOrDefault(key) is { IsDefaultOrEmpty: false } values ? values[0] : null;
        var organization = Of("aws:PrincipalOrgID") ?? Of("aws:PrincipalOrgPaths")?.Split('/')[0];
        return organization == Placeholders.OwnerOrganization ? "callers of every account in the organization of the key's account"
            : organization is not null && model.NamedOrganizations.Contains(organization) ? $"callers of every account in the organization {organization}"
            : (Of("aws:SourceVpce") ?? Of("aws:SourceVpc") ?? Of("aws:SourceVpcArn")) is { } network ? $"callers of any AWS account that call through {network}"
            : (Of("aws:VpceAccount") ?? Of("aws:VpceOrgID") ?? Of("aws:VpceOrgPaths")) is { } holder ? $"callers of any AWS account that call through VPC endpoints of {(holder == Placeholders.OwnerOrganization ? "the organization of the key's account" : holder)}"
            : Of("aws:SourceIp") is { } address ? $"callers of any AWS account that call from certain addresses, such as {address}"
            : "callers of any AWS account";
    }

    /// <summary>Indexes of the statements that give the access. If the access is uncertain, the statements that possibly give it.</summary>
    private static ImmutableArray<int> Opening(Reach reach) => reach.Actions.IsEmpty ? [.. reach.Allowing] : reach.Statements;

    /// <summary>Removes duplicates. Of callers with the same name and the same statements the first is kept, and callers with certain access come first.</summary>
    private List<PolicyCaller> WithoutDuplicates(IEnumerable<PolicyCaller> all)
    {
        var list = new List<PolicyCaller>();
        var byName = new Dictionary<string, List<PolicyCaller>>(StringComparer.Ordinal);
        foreach (var caller in all.Where(caller => !caller.Reach.IsNothing).OrderBy(caller => caller.Reach.Actions.IsEmpty))
        {
            var statements = Opening(caller.Reach);
            var known = KnownOf(caller);
            var alike = byName.GetValueOrDefault(caller.Name) ?? [];
            if (statements.Except(known).Any() && !alike.Exists(other => !statements.Except(Opening(other.Reach)).Any()))
            {
                list.Add(caller with { ReportedStatements = known });
                byName[caller.Name] = [.. alike, caller];
            }
        }

        foreach (var caller in list.Where(caller => caller.Kind is PolicyCallerKind.Anyone or PolicyCallerKind.Account))
        {
            var key = (caller.Kind == PolicyCallerKind.Anyone ? "" : caller.Class.Account!, !caller.Reach.Actions.IsEmpty);
            if (!reported.TryGetValue(key, out var statements))
            {
                reported.Add(key, statements = []);
            }

            statements.UnionWith(Opening(caller.Reach));
        }

        return list;
    }

    /// <summary>Indexes of the statements that are already reported for everyone or for the caller's whole account. Uncertain access does not hide certain access.</summary>
    private ImmutableArray<int> KnownOf(PolicyCaller caller)
    {
        var isInAccount = caller.Kind == PolicyCallerKind.Identity || (caller.Kind == PolicyCallerKind.Service && caller.Name == CallerClasses.AnyService);
        var scopes = caller.Kind == PolicyCallerKind.Anyone ? [] : isInAccount ? new[] { "", caller.Class.Account! } : [""];
        return [.. from scope in scopes from isCertain in CertainFirst where isCertain || caller.Reach.Actions.IsEmpty from statement in reported.GetValueOrDefault((scope, isCertain), []) select statement];
    }

    /// <summary>A caller with its access, which is computed on first use.</summary>
    private sealed class Candidate(CallerClass caller, AccessSearch search)
    {
        private Reach? reach;

        public CallerClass Caller { get; } = caller;

        public Reach Reach => reach ??= search.Find(Caller);
    }
}
