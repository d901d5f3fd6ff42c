using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>What a caller gets of actions that the policy does not tell apart.</summary>
/// <param name="Actions">Such as <c>kms:Decrypt</c>; they share one answer.</param>
/// <param name="IsCertain">False if it rests on a condition that AtRest does not know, or on a <c>NotPrincipal</c> of which AWS does not say whom it meets.</param>
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
