using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies;

/// <summary>
/// A resource control policy of AWS Organizations, for one key. It allows nothing by itself: its Deny statements limit every caller, from every account
/// (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html).
/// </summary>
public sealed class ResourceControlPolicy
{
    /// <summary>An organization that is no other: IDs have at least ten characters after <c>o-</c> (https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html).</summary>
    private const string OtherOrganization = "o-0";

    private static readonly ImmutableArray<string> OrganizationKeys = ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths"];

    private readonly KeySubject subject;
    private readonly string organizationId;

    private ResourceControlPolicy(KeyPolicyReading reading, KeySubject subject, string organizationId) => (Reading, this.subject, this.organizationId) = (reading, subject, organizationId);

    /// <summary>The parsed policy.</summary>
    public KeyPolicyReading Reading { get; }

    /// <summary>Parses a policy. Does not throw: <see cref="KeyPolicyReading.IsUnderstood"/> is false if the text is not a valid policy.</summary>
    /// <param name="json">The policy.</param>
    /// <param name="subject">The key.</param>
    /// <param name="organizationId">The organization that the key's account belongs to.</param>
    public static ResourceControlPolicy Of(string json, KeySubject subject, string organizationId) =>
        new(KeyPolicyReading.Of(subject.Key, subject.Facts, json), subject, organizationId);

    /// <summary>The statements that deny calls that a cluster needs, in the order of the policy.</summary>
    /// <param name="role">The cluster's role.</param>
    /// <param name="isMember">Whether the role's account is in the organization; null if that is not known.</param>
    public ImmutableArray<PolicyDenial> DenialsOf(Arn role, bool? isMember)
    {
        var calls = new RoleCalls(Reading, role, subject.Moment);
        var requests = RoleScenario.All
            .SelectMany(scenario => scenario.Actions.Select(action => (Scenario: scenario, Action: action, Request: calls.Make(scenario, action))))
            .Append((Scenario: RoleScenario.Volumes, Action: "kms:Decrypt", Request: calls.MakeForVolumes()))
            .ToList();
        return
        [
            .. from statement in Reading.Policy.Statements
               where statement.Effect == StatementEffect.Deny
               let denied = requests.Select(call => (call.Scenario, call.Action, Matches: Match(statement, call, calls, isMember))).Where(call => call.Matches != Ternary.No).ToList()
               where denied.Count > 0
               select new PolicyDenial
               {
                   Statement = statement,
                   // Whether such a policy applies to the role of EC2 itself is not documented.
                   IsSure = denied.Any(call => call.Matches == Ternary.Yes && call.Scenario != RoleScenario.Volumes),
                   IsForVolumesOnly = denied.TrueForAll(call => call.Scenario == RoleScenario.Volumes),
                   Actions = [.. denied.Select(call => call.Action).Distinct(StringComparer.Ordinal)],
               },
        ];
    }

    /// <summary>
    /// A Deny of grants that are not for AWS resources is not certain to stop a cluster: AWS recommends it, and Camunda does not say which grants its role creates. KPOL-1 judges the same condition of a key
    /// policy in this way.
    /// </summary>
    private Ternary Match(PolicyStatement statement, (RoleScenario Scenario, string Action, AccessRequest Request) call, RoleCalls calls, bool? isMember)
    {
        var matches = Match(statement, call.Request, isMember);
        return matches == Ternary.Yes && RoleCalls.IsGrantAction(call.Action) && Match(statement, calls.MakeForAwsResource(call.Scenario, call.Action), isMember) != Ternary.Yes ? Ternary.Unknown : matches;
    }

    private Ternary Match(PolicyStatement statement, AccessRequest request, bool? isMember)
    {
        var matches = Worlds(statement, With(request, "aws:ResourceOrgID", organizationId), isMember).Select(world => Reading.WithoutGrants.Evaluate(world).Statements[statement.Index].Matches).Distinct().ToList();
        return matches is [var only] ? only : Ternary.Unknown;
    }

    /// <summary>What the call can look like. A caller from elsewhere is in another organization or in none, and which other one is not known.</summary>
    private IEnumerable<AccessRequest> Worlds(PolicyStatement statement, AccessRequest request, bool? isMember) => isMember switch
    {
        true => [With(request, "aws:PrincipalOrgID", organizationId)],
        false when NamesOnlyThisOrganization(statement) =>
        [
            OrganizationKeys.Aggregate(request, Without),
            With(With(request, "aws:PrincipalOrgID", OtherOrganization), "aws:PrincipalOrgPaths", $"{OtherOrganization}/r-0/"),
        ],
        _ => [request],
    };

    private bool NamesOnlyThisOrganization(PolicyStatement statement) => statement.Conditions
        .Where(condition => OrganizationKeys.Contains(condition.Key, StringComparer.OrdinalIgnoreCase))
        .SelectMany(condition => condition.Values)
        .All(value => value == organizationId || value.Equals("${aws:ResourceOrgID}", StringComparison.OrdinalIgnoreCase) || value.StartsWith(organizationId + "/", StringComparison.Ordinal));

    private static AccessRequest With(AccessRequest request, string key, string value) => !request.Unknown.Contains(key) ? request : Without(request, key) with
    {
        Context = request.Context.Append(KeyValuePair.Create(key, ImmutableArray.Create(value))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
    };

    private static AccessRequest Without(AccessRequest request, string key) =>
        request with { Unknown = request.Unknown.Where(unknown => !unknown.Equals(key, StringComparison.OrdinalIgnoreCase)).ToFrozenSet(StringComparer.OrdinalIgnoreCase) };
}

/// <summary>A statement of a policy that denies calls which a cluster needs.</summary>
public sealed record PolicyDenial
{
    public required PolicyStatement Statement { get; init; }

    /// <summary>Whether it certainly denies a call of the cluster's role; otherwise that depends on something unknown.</summary>
    public required bool IsSure { get; init; }

    /// <summary>Whether it exempts the cluster's role itself, but not the role with which EC2 decrypts the cluster's volumes.</summary>
    public required bool IsForVolumesOnly { get; init; }

    /// <summary>The denied actions, each once.</summary>
    public required ImmutableArray<string> Actions { get; init; }
}
