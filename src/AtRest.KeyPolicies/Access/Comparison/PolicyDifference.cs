using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>Access that one of two policies allows and the other does not.</summary>
/// <param name="Who">The caller, as a phrase for messages.</param>
/// <param name="Allowing">The policy that allows the access.</param>
/// <param name="Actions">The actions, such as <c>kms:Decrypt</c>, in alphabetical order.</param>
/// <param name="Statements">Indexes of the statements of <paramref name="Allowing"/> that allow the access.</param>
/// <param name="IsCertain">False if a decision is uncertain, for example because AWS does not document the effect of a <c>NotPrincipal</c>.</param>
public sealed record PolicyDifference(
    string Who,
    KeyPolicyReading Allowing,
    ImmutableArray<string> Actions,
    ImmutableArray<int> Statements,
    bool IsCertain);
