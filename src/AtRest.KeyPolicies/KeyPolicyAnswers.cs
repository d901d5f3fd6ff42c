using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Access.Comparison;
using AtRest.KeyPolicies.Deciding;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies;

/// <summary>
/// Answers questions about the policy and grants of one key: who can use the key, through which statement or grant, under which conditions, and how certain that is.
/// Each answer is computed once, on first use. Instances are thread-safe.
/// </summary>
/// <remarks>
/// Answers about all callers are decided for every kind of caller that AWS has, not for samples: see <c>docs/decisions/0005-decided-access.md</c>.
/// All members can throw <see cref="PolicyTooComplexException"/>.
/// </remarks>
public class KeyPolicyAnswers
{
    /// <summary>
    /// The maximum number of steps for one question about all callers. AtRest chose this limit: no policy written by hand has come close to it
    /// (bench/README.md).
    /// </summary>
    public const long MostSteps = WorkBudget.Default;

    private readonly WorkBudget outsideBudget = new();
    private readonly WorkBudget ownerBudget = new();
    private readonly KeyPolicyAnswers? twin;
    private readonly Lazy<PolicyModel> model;
    private readonly Lazy<PolicyCallers> callers;
    private readonly Dictionary<string, ImmutableArray<RoleAccess>> access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoleExcess> excess = new(StringComparer.Ordinal);
    private ImmutableArray<Outsider> outsiders;
    private OwnerControl? owner;

    internal KeyPolicyAnswers(string policy, KeySubject subject)
        : this(KeyPolicyReading.Of(subject.Key, subject.Facts, policy), subject, twin: null)
    {
    }

    /// <param name="reading">The policy.</param>
    /// <param name="subject">The key.</param>
    /// <param name="twin">The answers for another key of the same <see cref="AnalysisShape"/>, which are also those for this key; null if there are none.</param>
    internal KeyPolicyAnswers(KeyPolicyReading reading, KeySubject subject, KeyPolicyAnswers? twin)
    {
        Reading = reading;
        Subject = subject;
        this.twin = twin;
        model = new(() => new PolicyModel(Reading, subject.Moment, outsideBudget), LazyThreadSafetyMode.None);
        callers = new(() => new PolicyCallers(model.Value, subject.Roles), LazyThreadSafetyMode.None);
    }

    /// <summary>Held while an answer is computed: the searches share what they find.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>The key, with the facts about it and the roles that are expected to use it.</summary>
    public KeySubject Subject { get; }

    /// <summary>The parsed policy. It has no statements if the text is not a policy.</summary>
    public KeyPolicyReading Reading { get; }

    /// <summary>
    /// The access of callers that no fixed value in the policy restricts; null if the key is not public. If <see cref="Reach.Actions"/> is empty, whether
    /// the key is public depends on something unknown.
    /// </summary>
    public Reach? Public
    {
        get
        {
            if (twin is not null)
            {
                return twin.Public;
            }

            lock (Gate)
            {
                return PlainPolicy.IsOpen(Reading) ? callers.Value.Public() : null;
            }
        }
    }

    /// <summary>The callers outside the owner's account that the policy allows, other than the expected roles.</summary>
    public ImmutableArray<Outsider> Outsiders
    {
        get
        {
            if (twin is not null)
            {
                return twin.Outsiders;
            }

            lock (Gate)
            {
                return outsiders.IsDefault ? outsiders = PlainPolicy.HasNoOutsiders(Reading, Subject.Roles) ? [] : FindOutsiders() : outsiders;
            }
        }
    }

    /// <summary>Whether a principal of the owner's account can still change the policy.</summary>
    public OwnerControl OwnerControl
    {
        get
        {
            if (twin is not null)
            {
                return twin.OwnerControl;
            }

            lock (Gate)
            {
                return owner ??= OfOwner().Find();
            }
        }
    }

    /// <summary>The principals of the policy that are unique IDs of deleted roles or users, with their statements.</summary>
    public ImmutableArray<(PolicyStatement Statement, PolicyPrincipal Principal)> Deleted =>
        [.. from statement in Reading.Policy.Statements from entry in statement.Principal.Entries where Principals.IsDeleted(entry) select (statement, entry)];

    /// <summary>
    /// The number of search steps so far. There are two questions about all callers, each with its own budget: who has access from outside, and who in the
    /// owner's account controls the policy. This is the larger of the two numbers.
    /// </summary>
    public long Steps => twin?.Steps ?? Math.Max(outsideBudget.Spent, ownerBudget.Spent);

    /// <summary>Whether an expected role can make each call that a cluster needs, and whether EC2 can decrypt the data keys of the cluster's volumes.</summary>
    public ImmutableArray<RoleAccess> AccessOf(Arn role)
    {
        if (TwinFor(role) is { } known)
        {
            return known.AccessOf(role);
        }

        lock (Gate)
        {
            if (!access.TryGetValue(role.Value, out var answers))
            {
                var judge = new RoleJudge(Reading, GrantsOf(role), role, Subject.Moment);
                answers = [.. from scenario in RoleScenario.All from action in scenario.Actions select judge.Judge(scenario, action), judge.JudgeVolumes()];
                access.Add(role.Value, answers);
            }

            return answers;
        }
    }

    /// <summary>The permissions of an expected role beyond those that a cluster needs.</summary>
    public RoleExcess ExcessOf(Arn role)
    {
        if (TwinFor(role) is { } known)
        {
            return known.ExcessOf(role);
        }

        lock (Gate)
        {
            if (!excess.TryGetValue(role.Value, out var answer))
            {
                excess.Add(role.Value, answer = new RoleExcess(Reading, GrantsOf(role), role, Subject.Moment));
            }

            return answer;
        }
    }

    /// <summary>The grantees and retiring principals of the key's grants, by their relation to the owner and the expected roles. Empty if the grants are unknown.</summary>
    public ILookup<GrantHolderKind, GrantHolder> GrantHolders()
    {
        var judge = new GrantJudge(Subject.Key, Subject.Roles);
        return GrantHolder.Of(Subject.KnownGrants).ToLookup(judge.Judge);
    }

    /// <summary>All principals that can use the key, through the policy or a grant.</summary>
    public AccessTable Table()
    {
        lock (Gate)
        {
            return new AccessRows(Reading, Subject, callers.Value).Table();
        }
    }

    /// <summary>The differences between what this policy and the policy of another key allow.</summary>
    public ImmutableArray<PolicyDifference> DifferencesTo(KeyPolicyAnswers other) => new PolicyComparison(Reading, other.Reading, Subject.Roles[0], Subject.Moment).Find();

    /// <summary>The decision for a change of the policy by the root user of the owner's account.</summary>
    internal AccessDecision DecideForOwnerRoot()
    {
        lock (Gate)
        {
            return OfOwner().OfRoot();
        }
    }

    /// <summary>The requirements that the policy does not meet, in the order of <see cref="PolicyRequirement"/>. An uncertain requirement counts as not met.</summary>
    public ImmutableArray<PolicyRequirement> Unmet() => [.. Enum.GetValues<PolicyRequirement>().Where(requirement => !Meets(requirement))];

    /// <summary>Whether the policy certainly meets a requirement.</summary>
    public bool Meets(PolicyRequirement requirement) => requirement switch
    {
        PolicyRequirement.RolesCanUseTheKey => Subject.Roles.All(role => AccessOf(role).All(answer => answer.IsGranted)),
        PolicyRequirement.NotPublic => Public is null,
        PolicyRequirement.NoOutsiders => Outsiders.IsEmpty,
        PolicyRequirement.LeastPrivilege => Subject.Roles.All(role => ExcessOf(role).IsNothing),
        PolicyRequirement.OwnerControl => OwnerControl.IsCertain,
        _ => Deleted.IsEmpty && !GrantHolders()[GrantHolderKind.Deleted].Any(),
    };

    private OwnerAccess OfOwner() => new(Reading, Subject, () => model.Value.Within(ownerBudget));

    private ImmutableArray<Grants.KeyGrant> GrantsOf(Arn role) => RelevantGrants.Of(Subject.KnownGrants, role, Subject.Key.Partition);

    /// <summary>The twin, for a role whose grants are part of the shape.</summary>
    private KeyPolicyAnswers? TwinFor(Arn role) => twin is not null && Subject.Roles.Any(expected => expected.Value == role.Value) ? twin : null;

    private ImmutableArray<Outsider> FindOutsiders()
    {
        var found = callers.Value.FindForeign(caller => !IsExpected(caller))
            .Concat(callers.Value.FindServices(caller => caller.Account != Subject.Key.AccountId));
        return [.. found.Select(OutsiderOf).OrderBy(outsider => outsider.Kind)];
    }

    private bool IsExpected(CallerClass caller) => Subject.Roles.Any(role => caller.Principal == role.Value || caller.Principal == Principals.InfrastructureOf(role)
        || caller.Principal.StartsWith(Principals.InfrastructureSessionsOf(role), StringComparison.Ordinal)
        || (caller.Kind == CallerKind.Session && caller.Account == role.AccountId && Principals.HasNameOf(caller["aws:PrincipalArn"]!, role)));

    private Outsider OutsiderOf(PolicyCaller caller)
    {
        var isOfRole = Subject.Roles.Any(role => role.AccountId == caller.Class.Account);
        return new()
        {
            Kind = caller.Kind switch
            {
                PolicyCallerKind.Anyone => OutsiderKind.Anyone,
                PolicyCallerKind.Account => isOfRole ? OutsiderKind.RoleAccount : OutsiderKind.Account,
                PolicyCallerKind.Identity => isOfRole ? OutsiderKind.OtherTenant : OutsiderKind.Identity,
                PolicyCallerKind.Service => OutsiderKind.Service,
                _ => OutsiderKind.Federated,
            },
            Name = caller.Name,
            AccountId = caller.Kind is PolicyCallerKind.Account or PolicyCallerKind.Identity ? caller.Class.Account : null,
            Reach = caller.Reach,
            ExamplePrincipal = caller.Class.Principal,
            AdmittedBy = caller.AdmittedBy,
        };
    }
}
