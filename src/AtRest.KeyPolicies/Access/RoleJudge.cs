using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>Decides the calls of the cluster's role by the key policy and the grants.</summary>
internal sealed class RoleJudge
{
    private const string NotPrincipalDoubt =
        "it denies everyone except the listed principals (NotPrincipal), and AWS warns that this can also deny a listed role";

    /// <summary>The reason for roles in the owner's account. Camunda's roles are not in the owner's account, but a declared role can be.</summary>
    private const string OwnAccountDoubt = "the policy names only the account of the role, and that account's IAM policies were not read";

    private readonly KeyPolicyReading reading;
    private readonly KeyPolicyEvaluator evaluator;
    private readonly RoleCalls calls;
    private readonly ImmutableArray<string> deniedSessions;
    private readonly ImmutableArray<int> exemptingDenials;

    public RoleJudge(KeyPolicyReading reading, ImmutableArray<KeyGrant> grants, Arn role, DateTimeOffset now)
    {
        this.reading = reading;
        evaluator = reading.With(grants);
        calls = new RoleCalls(reading, role, now);
        var denials = reading.Policy.Statements.Where(statement => statement.Effect == StatementEffect.Deny).ToList();
        deniedSessions = [.. denials
            .Where(statement => !statement.Principal.IsNegated)
            .SelectMany(statement => statement.Principal.Entries)
            .Where(entry => Principals.IsSessionOf(entry, role))
            .Select(entry => entry.Text)
            .Distinct(StringComparer.Ordinal)];
        exemptingDenials = [.. denials.Where(statement => statement.Principal.IsNegated).Select(statement => statement.Index)];
    }

    /// <summary>The role, and its sessions that an Allow statement names.</summary>
    public ImmutableArray<string> Callers =>
    [
        calls.Role.Value,
        .. reading.Policy.Statements
            .Where(statement => statement.Effect == StatementEffect.Allow && !statement.Principal.IsNegated)
            .SelectMany(statement => statement.Principal.Entries)
            .Where(entry => Principals.IsSessionOf(entry, calls.Role))
            .Select(entry => entry.Text)
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>False if the policy and the grants certainly do not allow the call. Faster than <c>Judge</c>, which also explains.</summary>
    public bool IsPossible(RoleScenario scenario, string action) => IsPossible(scenario, action, calls.Role.Value);

    /// <summary>The same answer for one of <see cref="Callers"/>.</summary>
    public bool IsPossible(RoleScenario scenario, string action, string caller) => evaluator.Decide(calls.Make(scenario, action) with { Principal = caller }) switch
    {
        AccessOutcome.ExplicitDeny or AccessOutcome.ImplicitDeny => false,
        AccessOutcome.Delegated => calls.Role.AccountId != reading.Key.AccountId,
        _ => true,
    };

    /// <summary>Indexes of the grants that allow the role to make the call, certainly or possibly.</summary>
    public IEnumerable<int> GrantsFor(RoleScenario scenario, string action) =>
        evaluator.Evaluate(calls.Make(scenario, action)).Grants.Where(match => match.Matches != Ternary.No).Select(match => match.Index);

    /// <summary>Indexes of the Allow statements that allow a caller to make the call, certainly or possibly.</summary>
    public IEnumerable<int> Allowing(RoleScenario scenario, string action, string caller) =>
        evaluator.Evaluate(calls.Make(scenario, action) with { Principal = caller }).Statements
            .Where(match => match.Effect == StatementEffect.Allow && match.Matches != Ternary.No).Select(match => match.Index);

    public RoleAccess Judge(RoleScenario scenario, string action) => Judge(scenario, action, calls.Role.Value);

    /// <summary>The same answer for one of <see cref="Callers"/>.</summary>
    public RoleAccess Judge(RoleScenario scenario, string action, string caller)
    {
        var request = calls.Make(scenario, action) with { Principal = caller };
        var decision = evaluator.Evaluate(request);
        return decision.Outcome switch
        {
            AccessOutcome.Allow => Doubted(new(scenario, action, RoleAccessState.Allowed, []), request),
            AccessOutcome.Delegated or AccessOutcome.Conditional when decision.IsSureAccess && calls.Role.AccountId == reading.Key.AccountId =>
                new(scenario, action, RoleAccessState.Uncertain, [], OwnAccountDoubt),
            AccessOutcome.Delegated or AccessOutcome.Conditional when decision.IsSureAccess => Doubted(new(scenario, action, RoleAccessState.Delegated, []), request),
            AccessOutcome.Conditional => new(scenario, action, RoleAccessState.Uncertain, Open(decision), DoubtOf(decision)),
            _ when IsForAwsResources(scenario, action) => new(scenario, action, RoleAccessState.OnlyForAwsResources, NamingAwsResources()),
            AccessOutcome.ExplicitDeny => new(scenario, action, RoleAccessState.Forbidden, Denying(decision)),
            _ => new(scenario, action, RoleAccessState.NotAllowed, Restricted(decision, action)),
        };
    }

    /// <summary>
    /// Decides whether EC2 can decrypt the data keys of the cluster's volumes. EC2 has a grant for that, and calls with its infrastructure role in the
    /// account of the cluster's role. A Deny in the key policy also applies to this role
    /// (https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html).
    /// </summary>
    public RoleAccess JudgeVolumes()
    {
        var request = calls.MakeForVolumes();
        var denials = evaluator.Evaluate(request).Statements.Where(match => match.Effect == StatementEffect.Deny && match.Matches != Ternary.No).ToList();
        var elsewhere = calls.MakeForVolumes(outsideOrganization: true);

        // A Deny for callers outside an organization that exempts the role by its ARN shows that the role's account is not in this organization.
        ImmutableArray<int> sure =
        [
            .. from match in denials
               where (match.Matches == Ternary.Yes && !ListsAccount(reading.Policy.Statements[match.Index]))
                   || (Exempts(reading.Policy.Statements[match.Index]) && evaluator.Evaluate(elsewhere).Statements[match.Index].Matches == Ternary.Yes)
               select match.Index,
        ];
        ImmutableArray<int> ofSessions =
        [
            .. from statement in reading.Policy.Statements
               where statement is { Effect: StatementEffect.Deny, Principal.IsNegated: false }
               from entry in statement.Principal.Entries
               where entry.Text.StartsWith(Principals.InfrastructureSessionsOf(calls.Role), StringComparison.Ordinal)
                   && evaluator.Evaluate(request with { Principal = entry.Text }).Statements[statement.Index].Matches != Ternary.No
               select statement.Index,
        ];
        return !sure.IsEmpty ? new(RoleScenario.Volumes, "kms:Decrypt", RoleAccessState.Forbidden, sure)
            : denials.Count > 0 || !ofSessions.IsEmpty ? new(RoleScenario.Volumes, "kms:Decrypt", RoleAccessState.Uncertain, [.. denials.Select(match => match.Index).Union(ofSessions).Order()])
            : new(RoleScenario.Volumes, "kms:Decrypt", RoleAccessState.Allowed, []);
    }

    /// <summary>Whether a NotPrincipal lists the account. AWS does not document whether such a Deny applies to a role of the account that is not listed itself.</summary>
    private bool ListsAccount(PolicyStatement statement) =>
        statement.Principal.IsNegated && statement.Principal.Entries.Any(entry => entry.Kind == PolicyPrincipalKind.Account && entry.AccountId == calls.Role.AccountId);

    private bool Exempts(PolicyStatement statement) => statement.Conditions.Any(condition => condition.Operator.IsNegated
        && condition.Key.Equals("aws:PrincipalArn", StringComparison.OrdinalIgnoreCase)
        && condition.Values.Any(value => Conditions.ValueMatchers.Compile(condition.Operator.Comparison, value, reading.Policy.Version).Match(calls.Role.Value, calls.MakeForVolumes()) == Ternary.Yes));

    /// <summary>Makes an allowed call uncertain if the policy denies it to a session of the role, or has a Deny with NotPrincipal that exempts the role.</summary>
    private RoleAccess Doubted(RoleAccess access, AccessRequest request)
    {
        foreach (var session in deniedSessions)
        {
            var decision = evaluator.Evaluate(request with { Principal = session });
            if (decision.Outcome is AccessOutcome.ExplicitDeny or AccessOutcome.Conditional)
            {
                return access with { State = RoleAccessState.Uncertain, Culprits = Denying(decision), Doubt = $"it denies the call to the session {session} of the role" };
            }
        }

        // Evaluating a caller that the policy does not name shows whether such a Deny applies to this call at all.
        var stranger = request with { Principal = $"arn:{calls.Role.Partition}:iam::{Placeholders.UnnamedAccount(reading, calls.Role)}:role/{Placeholders.RoleName}" };
        var exempting = exemptingDenials.IsEmpty
            ? []
            : evaluator.Evaluate(stranger).Statements
                .Where(match => match.Matches != Ternary.No && exemptingDenials.Contains(match.Index))
                .Select(match => match.Index)
                .ToImmutableArray();
        return exempting.IsEmpty ? access : access with { State = RoleAccessState.Uncertain, Culprits = exempting, Doubt = NotPrincipalDoubt };
    }

    private bool IsForAwsResources(RoleScenario scenario, string action) =>
        scenario == RoleScenario.Direct
        && RoleCalls.IsGrantAction(action)
        && reading.Mentions("kms:GrantIsForAWSResource")
        && evaluator.Evaluate(calls.MakeForAwsResource(scenario, action)).Outcome
            is AccessOutcome.Allow or AccessOutcome.Delegated or AccessOutcome.Conditional;

    private ImmutableArray<int> NamingAwsResources() =>
        [.. reading.Policy.Statements.Where(statement => MentionedKeys.Of(statement).Contains("kms:GrantIsForAWSResource")).Select(statement => statement.Index)];

    private static ImmutableArray<int> Open(AccessDecision decision) =>
        [.. decision.Statements.Where(match => match.Matches == Ternary.Unknown).Select(match => match.Index)];

    private string? DoubtOf(AccessDecision decision) =>
        decision.Statements.Any(match => match.Matches == Ternary.Unknown && exemptingDenials.Contains(match.Index)) ? NotPrincipalDoubt
        : decision.Grants.Any(match => match.Matches == Ternary.Unknown) ? "a grant allows the call, but only with a certain encryption context"
        : null;

    private static ImmutableArray<int> Denying(AccessDecision decision) =>
        [.. decision.Statements.Where(match => match.Effect == StatementEffect.Deny && match.Matches != Ternary.No).Select(match => match.Index)];

    /// <summary>Indexes of the Allow statements that would match without their conditions.</summary>
    private ImmutableArray<int> Restricted(AccessDecision decision, string action)
    {
        var open = evaluator.Evaluate(calls.MakeUnconditioned(action));
        var matching = decision.Statements.Where(match => match.Matches != Ternary.No).Select(match => match.Index).ToHashSet();
        return [.. open.Statements
            .Where(match => match.Effect == StatementEffect.Allow && match.Matches != Ternary.No && !matching.Contains(match.Index))
            .Select(match => match.Index)];
    }
}
