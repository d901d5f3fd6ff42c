using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>Whether the cluster's role may make a call.</summary>
public enum RoleAccessState
{
    /// <summary>The policy or a grant allows it.</summary>
    Allowed,

    /// <summary>The policy names the role's whole account, whose IAM policies decide.</summary>
    Delegated,

    /// <summary>It depends on something that only Camunda or AWS knows.</summary>
    Uncertain,

    /// <summary>Allowed only when an AWS service calls for one of its resources (<c>kms:GrantIsForAWSResource</c>).</summary>
    OnlyForAwsResources,

    /// <summary>A Deny forbids it.</summary>
    Forbidden,

    /// <summary>Nothing allows it.</summary>
    NotAllowed,
}

/// <summary>
/// The answer for one call of the cluster's role. <c>Culprits</c> are the indexes of the statements that deny it, leave it open, or would allow
/// it without a condition; <c>Doubt</c> says why the answer is uncertain although no condition leaves it open.
/// </summary>
public sealed record RoleAccess(
    RoleScenario Scenario,
    string Action,
    RoleAccessState State,
    ImmutableArray<int> Culprits,
    string? Doubt = null)
{
    /// <summary>Whether the role surely can make the call.</summary>
    public bool IsGranted => State is RoleAccessState.Allowed or RoleAccessState.Delegated;

    /// <summary>Whether the role surely cannot make the call.</summary>
    public bool IsDenied => State is RoleAccessState.Forbidden or RoleAccessState.NotAllowed;
}
