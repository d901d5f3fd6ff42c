using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>What a caller gets of a group of actions that the policy treats alike.</summary>
/// <param name="Actions">Such as <c>kms:Decrypt</c>; they share one answer.</param>
/// <param name="IsCertain">False if it depends on a condition that AtRest cannot decide, or on a <c>NotPrincipal</c> whose effect AWS does not document.</param>
/// <param name="Allowing">Indexes of the Allow statements that give them.</param>
/// <param name="Denying">Indexes of the Deny statements that take them away in some calls, but not in all.</param>
/// <param name="Unclear">Indexes of the statements that leave it open.</param>
public sealed record ActionReach(
    ImmutableArray<string> Actions,
    bool IsCertain,
    ImmutableArray<int> Allowing,
    ImmutableArray<int> Denying,
    ImmutableArray<int> Unclear)
{
    /// <summary>A request that the policy allows; null if that is not certain.</summary>
    public AccessRequest? Example { get; init; }
}
