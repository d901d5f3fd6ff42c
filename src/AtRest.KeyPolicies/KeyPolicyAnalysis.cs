using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Access.Comparison;
using AtRest.KeyPolicies.Deciding;
using AtRest.KeyPolicies.Fixing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies;

/// <summary>
/// Answers questions about one key with values: who can use it, through which statement or grant, under which conditions and how certainly. Each
/// answer is computed once, when it is first needed. Not for several threads at once.
/// </summary>
/// <remarks>
/// Every answer about "everybody" is decided for all callers that AWS knows, not sampled: see <c>docs/decisions/0005-decided-access.md</c>. All
/// members can throw <see cref="PolicyTooIntricateException"/>.
/// </remarks>
public sealed class KeyPolicyAnalysis
{
    /// <summary>The most steps that one question about everybody may take: ours. No policy that people wrote has come near it (bench/README.md).</summary>
    public const long MostSteps = WorkBudget.Default;

    private readonly WorkBudget outsideBudget = new();
    private readonly WorkBudget ownerBudget = new();
    private readonly Lazy<PolicyModel> model;
    private readonly Lazy<PolicyCallers> callers;
    private readonly Dictionary<string, ImmutableArray<RoleAccess>> access = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RoleExcess> excess = new(StringComparer.Ordinal);
    private ImmutableArray<Outsider> outsiders;
    private OwnerControl? owner;
    private PolicyFixResult? fix;

    private KeyPolicyAnalysis(KeyPolicyReading reading, KeySubject subject)
    {
        Reading = reading;
        Subject = subject;
        model = new(() => new PolicyModel(Reading, subject.Moment, outsideBudget));
        callers = new(() => new PolicyCallers(model.Value, subject.Roles));
    }

    /// <summary>The key, and what is known and expected of it.</summary>
    public KeySubject Subject { get; }

    /// <summary>The policy, parsed. Without statements if the text is not a policy.</summary>
    public KeyPolicyReading Reading { get; }

    /// <summary>Whether callers get in that no fixed value of the policy restricts; null if not. Without certain actions, it depends on something unknown.</summary>
    public Reach? Public => callers.Value.Public();

    /// <summary>Who outside the owner's account gets in by the policy, other than the expected roles.</summary>
    public ImmutableArray<Outsider> Outsiders => outsiders.IsDefault ? outsiders = FindOutsiders() : outsiders;

    /// <summary>Whether a principal of the owner's account can still change the policy.</summary>
    public OwnerControl OwnerControl => owner ??= new OwnerAccess(Reading, Subject.Moment, model.Value.Within(ownerBudget)).Find();

    /// <summary>Principals of the policy that are the unique id of a deleted role or user, with their statements.</summary>
    public ImmutableArray<(PolicyStatement Statement, PolicyPrincipal Principal)> Deleted =>
        [.. from statement in Reading.Policy.Statements from entry in statement.Principal.Entries where Principals.IsDeleted(entry) select (statement, entry)];

    /// <summary>The steps of the search that the answers so far took, the larger of the two questions about everybody: who gets in from outside, and who keeps control.</summary>
    public long Steps => Math.Max(outsideBudget.Spent, ownerBudget.Spent);

    /// <summary>Analyses a policy. Never throws: a text that is not a policy gives an analysis of no statements, and <see cref="KeyPolicyReading.Issues"/>.</summary>
    public static KeyPolicyAnalysis Of(string policy, KeySubject subject) => new(KeyPolicyReading.Of(subject.Key, subject.Facts, policy), subject);

    /// <summary>What an expected role can do of all that a cluster needs, call by call, and what EC2 can do for its volumes.</summary>
    public ImmutableArray<RoleAccess> AccessOf(Arn role)
    {
        if (!access.TryGetValue(role.Value, out var answers))
        {
            var judge = new RoleJudge(Reading, Subject.KnownGrants, role, Subject.Moment);
            answers = [.. from scenario in RoleScenario.All from action in scenario.Actions select judge.Judge(scenario, action), judge.JudgeVolumes()];
            access.Add(role.Value, answers);
        }

        return answers;
    }

    /// <summary>What an expected role can do beyond what a cluster needs.</summary>
    public RoleExcess ExcessOf(Arn role)
    {
        if (!excess.TryGetValue(role.Value, out var answer))
        {
            excess.Add(role.Value, answer = new RoleExcess(Reading, Subject.KnownGrants, role, Subject.Moment));
        }

        return answer;
    }

    /// <summary>The grantees and retiring principals of the key's grants, by what they are to the owner and the expected roles. Empty if the grants are unknown.</summary>
    public ILookup<GrantHolderKind, GrantHolder> GrantHolders()
    {
        var judge = new GrantJudge(Subject.Key, Subject.Roles);
        return GrantHolder.Of(Subject.KnownGrants).ToLookup(judge.Judge);
    }

    /// <summary>Everybody who can use the key, by the policy or a grant.</summary>
    public AccessTable Table() => new AccessRows(Reading, Subject, callers.Value).Table();

    /// <summary>What the policies of two keys allow differently; the first key's policy is this one.</summary>
    public ImmutableArray<PolicyDifference> DifferencesTo(KeyPolicyAnalysis other) => new PolicyComparison(Reading, other.Reading, Subject.Roles[0], Subject.Moment).Find();

    /// <summary>What the policy decides if the root of the owner's account changes it.</summary>
    internal AccessDecision DecideForOwnerRoot() => new OwnerAccess(Reading, Subject.Moment, model.Value.Within(ownerBudget)).OfRoot();

    /// <summary>What the policy does not meet, in the order of <see cref="PolicyRequirement"/>; what is uncertain counts as not met.</summary>
    public ImmutableArray<PolicyRequirement> Unmet() => [.. Enum.GetValues<PolicyRequirement>().Where(requirement => !Meets(requirement))];

    /// <summary>Whether the policy surely meets a requirement.</summary>
    public bool Meets(PolicyRequirement requirement) => requirement switch
    {
        PolicyRequirement.RolesCanUseTheKey => Subject.Roles.All(role => AccessOf(role).All(answer => answer.IsGranted)),
        PolicyRequirement.NotPublic => Public is null,
        PolicyRequirement.NoOutsiders => Outsiders.IsEmpty,
        PolicyRequirement.LeastPrivilege => Subject.Roles.All(role => ExcessOf(role).IsNothing),
        PolicyRequirement.OwnerControl => OwnerControl.IsCertain,
        _ => Deleted.IsEmpty && !GrantHolders()[GrantHolderKind.Deleted].Any(),
    };

    /// <summary>The policy with the smallest change that makes it meet every requirement, if AtRest can find one.</summary>
    public PolicyFixResult Fix() => fix ??= PolicyFixer.Fix(this);

    private ImmutableArray<Outsider> FindOutsiders()
    {
        var found = callers.Value.FindForeign(caller => !IsExpected(caller))
            .Concat(callers.Value.FindServices(caller => caller.Account != Subject.Key.AccountId));
        return [.. found.Select(OutsiderOf).OrderBy(outsider => outsider.Kind)];
    }

    private bool IsExpected(CallerClass caller) => Subject.Roles.Any(role => caller.Principal == role.Value || caller.Principal == Principals.InfrastructureOf(role)
        || caller.Principal.StartsWith(Principals.InfrastructureSessionsOf(role), StringComparison.Ordinal)
        || (caller.Kind == CallerKind.Session && caller.Account == role.AccountId && caller["aws:PrincipalArn"]!.EndsWith('/' + Principals.NameOf(role), StringComparison.Ordinal)));

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
