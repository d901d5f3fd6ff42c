using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>The states of a call by the cluster's role.</summary>
public enum RoleAccessState
{
    /// <summary>The policy or a grant allows the call.</summary>
    Allowed,

    /// <summary>The policy allows the role's whole account, so the IAM policies of that account decide.</summary>
    Delegated,

    /// <summary>The decision depends on something that only Camunda or AWS knows.</summary>
    Uncertain,

    /// <summary>The policy allows the call only if an AWS service makes it for one of its resources (<c>kms:GrantIsForAWSResource</c>).</summary>
    OnlyForAwsResources,

    /// <summary>A Deny matches the call.</summary>
    Forbidden,

    /// <summary>No statement and no grant allows the call.</summary>
    NotAllowed,
}

/// <summary>
/// The answer for one call of the cluster's role.
/// </summary>
/// <param name="Scenario">How the role calls AWS KMS.</param>
/// <param name="Action">The action, such as <c>kms:Decrypt</c>.</param>
/// <param name="State">Whether the role can make the call.</param>
/// <param name="Culprits">Indexes of the statements that deny the call, make it uncertain, or would allow it without their conditions.</param>
/// <param name="Doubt">The reason for an uncertain answer, as a phrase for messages; null if a condition is the reason.</param>
public sealed record RoleAccess(
    RoleScenario Scenario,
    string Action,
    RoleAccessState State,
    ImmutableArray<int> Culprits,
    string? Doubt = null)
{
    /// <summary>Whether the role can certainly make the call.</summary>
    public bool IsGranted => State is RoleAccessState.Allowed or RoleAccessState.Delegated;

    /// <summary>Whether the role certainly cannot make the call.</summary>
    public bool IsDenied => State is RoleAccessState.Forbidden or RoleAccessState.NotAllowed;
}
