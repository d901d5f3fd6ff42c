using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>Creates the requests of the cluster's role. A condition key has its value if it is known, is absent if AWS documents that, and is otherwise unknown.</summary>
internal sealed class RoleCalls(KeyPolicyReading reading, Arn role, DateTimeOffset now)
{
    private const string EncryptionContext = "kms:EncryptionContext:*";

    private static readonly ImmutableArray<string> GrantActions = ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"];

    private readonly ConcurrentDictionary<(RoleScenario Scenario, string Action), AccessRequest> requests = [];
    private static readonly FrozenSet<string> EncryptionContextAlone = new[] { EncryptionContext }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly FrozenSet<string> everything = reading.Mentioned.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public Arn Role { get; } = role;

    public static bool IsGrantAction(string action) => GrantActions.Contains(action, StringComparer.Ordinal);

    public AccessRequest Make(RoleScenario scenario, string action)
    {
        var key = (scenario, action);
        if (!requests.TryGetValue(key, out var request))
        {
            request = reading.Mentioned.IsEmpty
                ? new() { Principal = Role.Value, Action = action, Unknown = EncryptionContextAlone }
                : Finish(Facts(scenario, action), action);
            request = requests.GetOrAdd(key, request);
        }

        return request;
    }

    /// <summary>The call that an AWS service makes for one of its resources.</summary>
    public AccessRequest MakeForAwsResource(RoleScenario scenario, string action) =>
        Finish(Facts(scenario, action).Known("kms:GrantIsForAWSResource", "true"), action);

    /// <summary>
    /// The call that EC2 makes for a volume of the cluster. It comes from the network of AWS, not from the network of the cluster. The organization of the
    /// role's account is unknown.
    /// </summary>
    /// <param name="outsideOrganization">Whether to assume that the role's account is not in an organization, so that no organization in the policy matches.</param>
    public AccessRequest MakeForVolumes(bool outsideOrganization = false)
    {
        const string Action = "kms:Decrypt";
        var facts = Facts(RoleScenario.ThroughEbs, Action)
            .Known("aws:PrincipalArn", InfrastructureArn)
            .Absent("aws:SourceIp", "aws:VpcSourceIp", "aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn", "aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths");
        if (outsideOrganization)
        {
            facts.Absent("aws:PrincipalOrgID", "aws:PrincipalOrgPaths");
        }

        return Finish(facts, Action) with { Principal = InfrastructureArn };
    }

    /// <summary>The role that EC2 uses in the account of the cluster's role.</summary>
    public string InfrastructureArn => Principals.InfrastructureOf(Role);

    /// <summary>The call with all condition keys unknown. A statement that still does not match fails because of its principal, action or resource.</summary>
    public AccessRequest MakeUnconditioned(string action) => new() { Principal = Role.Value, Action = action, Unknown = everything };

    /// <summary>Adds the encryption context to the unknown keys, since a grant can require a context that the policy does not name.</summary>
    private AccessRequest Finish(CallFacts facts, string action)
    {
        var request = facts.ToRequest(reading, Role.Value, action, key => IsUnknown(key, action));
        return request with { Unknown = request.Unknown.Append(EncryptionContext).ToFrozenSet(StringComparer.OrdinalIgnoreCase) };
    }

    private CallFacts Facts(RoleScenario scenario, string action)
    {
        var facts = CallFacts.Of(reading, now)
            .Known("aws:PrincipalArn", Role.Value)
            .Known("aws:PrincipalAccount", Role.AccountId)
            .Known("aws:PrincipalType", "AssumedRole")
            .Known("aws:PrincipalIsAWSService", "false")
            .Known("aws:ViaAWSService", scenario.Service is null ? "false" : "true");

        // AWS pages contradict each other on whether AWS sends kms:CallerAccount with RetireGrant.
        facts = action == KmsActions.RetireGrant ? facts.Absent("kms:CallerAccount") : facts.Known("kms:CallerAccount", Role.AccountId);
        facts = IsGrantAction(action)
            ? facts.Known("kms:GrantIsForAWSResource", scenario == RoleScenario.ThroughEbs ? "true" : "false")
            : facts.Absent("kms:GrantIsForAWSResource");
        if (KmsActions.All.TryGetValue(action, out var kind) && kind == KmsActionKind.Cryptographic && reading.Facts?.KeySpec is null or "SYMMETRIC_DEFAULT")
        {
            facts.Known("kms:EncryptionAlgorithm", "SYMMETRIC_DEFAULT");
        }

        return scenario.Service is { } service
            ? facts.Known("kms:ViaService", $"{service}.{reading.Key.Region}.amazonaws.com")
            : facts.Absent("kms:ViaService", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast");
    }

    private static bool IsUnknown(ConditionKey? key, string action) => key switch
    {
        null => true,
        { Nature: ConditionKeyNature.Parameter } => !KmsActions.Permitted.Contains(action),
        _ => key.Role != RoleKnowledge.Absent,
    };
}
