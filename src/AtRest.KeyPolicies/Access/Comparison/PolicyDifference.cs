using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>Something that one of two policies allows and the other does not.</summary>
/// <param name="Who">As a message names the caller.</param>
/// <param name="Allowing">The policy that allows it.</param>
/// <param name="Actions">Such as <c>kms:Decrypt</c>; alphabetical.</param>
/// <param name="Statements">Indexes of the statements of that policy that allow it.</param>
/// <param name="IsCertain">False if AWS does not say whether a <c>NotPrincipal</c> meets the caller.</param>
public sealed record PolicyDifference(
    string Who,
    KeyPolicyReading Allowing,
    ImmutableArray<string> Actions,
    ImmutableArray<int> Statements,
    bool IsCertain);
