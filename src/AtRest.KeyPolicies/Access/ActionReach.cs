using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>The access of a caller to a group of actions that the policy treats in the same way.</summary>
/// <param name="Actions">The actions, such as <c>kms:Decrypt</c>. The answer is the same for all of them.</param>
/// <param name="IsCertain">False if the access depends on a condition that AtRest cannot decide, or on a <c>NotPrincipal</c> whose effect AWS does not document.</param>
/// <param name="Allowing">Indexes of the Allow statements that give the access.</param>
/// <param name="Denying">Indexes of the Deny statements that deny some of these calls, but not all.</param>
/// <param name="Unclear">Indexes of the statements that make the access uncertain.</param>
public sealed record ActionReach(
    ImmutableArray<string> Actions,
    bool IsCertain,
    ImmutableArray<int> Allowing,
    ImmutableArray<int> Denying,
    ImmutableArray<int> Unclear)
{
    /// <summary>An example of a request that the policy allows; null if the access is uncertain.</summary>
    public AccessRequest? Example { get; init; }
}
