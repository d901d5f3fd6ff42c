using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Conditions;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>
/// Everybody whom the policy lets in, decided for all callers that AWS knows. Broad ones come first; a caller that gets in only through
/// statements that let in everybody, or the caller's whole account, is not named again.
/// </summary>
internal sealed class PolicyCallers
{
    private static readonly bool[] CertainFirst = [true, false];

    private readonly PolicyModel model;
    private readonly ImmutableArray<Arn> expected;
    private readonly AccessSearch search;
    private readonly CallerClasses callers;
    private readonly Dictionary<(string Scope, bool IsCertain), HashSet<int>> told = [];
    private readonly AccessRequest known;
    private readonly Lazy<ImmutableArray<(StatementModel Statement, string Text, ValueMatcher Matcher)>> arnValues;
    private readonly Lazy<List<Candidate>> foreign;
    private readonly Lazy<List<Candidate>> own;
    private readonly Lazy<List<Candidate>> services;
    private Reach? publicReach;
    private bool isPublicKnown;

    /// <param name="model">The policy.</param>
    /// <param name="expected">The roles that are expected; they and their sessions count as named.</param>
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
    /// What a caller gets that no fixed value of the policy names: not by account, organization, network, unique id, service or source. Null if
    /// nothing; doubtful if it depends on a condition key that is not known.
    /// </summary>
    public Reach? Public()
    {
        if (isPublicKnown)
        {
            return publicReach;
        }

        // Not all callers at once: the first that gets in ends the search.
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

        // Only now: an answer that took too much work is none.
        isPublicKnown = true;
        return publicReach = found;
    }

    /// <summary>Callers with an identity outside the owner's account, and identity providers.</summary>
    /// <param name="counts">Whose access is asked about.</param>
    public List<PolicyCaller> FindForeign(Predicate<CallerClass> counts) => Find(foreign.Value, caller => caller.Account != model.Owner && counts(caller));

    /// <summary>All callers with an identity, and identity providers.</summary>
    public List<PolicyCaller> FindAll() => Find(foreign.Value.Concat(own.Value), _ => true);

    private List<PolicyCaller> Find(IEnumerable<Candidate> identities, Predicate<CallerClass> counts)
    {
        told.Clear();
        var found = identities.Where(candidate => counts(candidate.Caller) && !candidate.Reach.IsNothing)
            .Select(candidate => Name(candidate.Caller, candidate.Reach))
            .ToList();
        var list = new List<PolicyCaller>();
        foreach (var group in found.GroupBy(caller => caller.Kind).OrderBy(group => group.Key))
        {
            list.AddRange(Tell(group));
        }

        list.AddRange(Tell(callers.IdentityProviders().Select(provider => new PolicyCaller(PolicyCallerKind.Federated, provider.Principal, provider, search.Find(provider), [], []))));
        return list;
    }

    /// <summary>Services that can act for those accounts.</summary>
    public List<PolicyCaller> FindServices(Predicate<CallerClass> counts) => Tell(services.Value.Where(candidate => counts(candidate.Caller) && !candidate.Caller.HasNamedSource)
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

    /// <summary>The values about ARNs that let the caller in: those of an Allow that ask for it, and those of a Deny that exempt it.</summary>
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

    /// <summary>What narrows down callers of any account, if anything does.</summary>
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
        return organization == Strangers.OwnersOrganization ? "callers of every account in the organization of the key's account"
            : organization is not null && model.NamedOrganizations.Contains(organization) ? $"callers of every account in the organization {organization}"
            : (Of("aws:SourceVpce") ?? Of("aws:SourceVpc") ?? Of("aws:SourceVpcArn")) is { } network ? $"callers of any AWS account that come through {network}"
            : (Of("aws:VpceAccount") ?? Of("aws:VpceOrgID") ?? Of("aws:VpceOrgPaths")) is { } holder ? $"callers of any AWS account that come through VPC endpoints of {(holder == Strangers.OwnersOrganization ? "the organization of the key's account" : holder)}"
            : Of("aws:SourceIp") is { } address ? $"callers of any AWS account that come from certain addresses, such as {address}"
            : "callers of any AWS account";
    }

    /// <summary>The statements that let the caller in; where that is not certain, those that may.</summary>
    private static ImmutableArray<int> Opening(Reach reach) => reach.Actions.IsEmpty ? [.. reach.Allowing] : reach.Statements;

    /// <summary>Of callers of the same name that get in through the same statements the first is kept, a certain one if there is one.</summary>
    private List<PolicyCaller> Tell(IEnumerable<PolicyCaller> all)
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
                list.Add(caller with { Told = known });
                byName[caller.Name] = [.. alike, caller];
            }
        }

        foreach (var caller in list.Where(caller => caller.Kind is PolicyCallerKind.Anyone or PolicyCallerKind.Account))
        {
            var key = (caller.Kind == PolicyCallerKind.Anyone ? "" : caller.Class.Account!, !caller.Reach.Actions.IsEmpty);
            if (!told.TryGetValue(key, out var statements))
            {
                told.Add(key, statements = []);
            }

            statements.UnionWith(Opening(caller.Reach));
        }

        return list;
    }

    /// <summary>The statements that were said to let in everybody, or the caller's whole account. What only may be so does not hide what is certain.</summary>
    private ImmutableArray<int> KnownOf(PolicyCaller caller)
    {
        var isInAccount = caller.Kind == PolicyCallerKind.Identity || (caller.Kind == PolicyCallerKind.Service && caller.Name == CallerClasses.AnyService);
        var scopes = caller.Kind == PolicyCallerKind.Anyone ? [] : isInAccount ? new[] { "", caller.Class.Account! } : [""];
        return [.. from scope in scopes from isCertain in CertainFirst where isCertain || caller.Reach.Actions.IsEmpty from statement in told.GetValueOrDefault((scope, isCertain), []) select statement];
    }

    /// <summary>A caller, and what it gets: searched for once, when it is first asked.</summary>
    private sealed class Candidate(CallerClass caller, AccessSearch search)
    {
        private Reach? reach;

        public CallerClass Caller { get; } = caller;

        public Reach Reach => reach ??= search.Find(Caller);
    }
}
