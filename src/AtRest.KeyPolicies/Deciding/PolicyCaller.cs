using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>The kinds of callers that a policy allows, the broadest first.</summary>
internal enum PolicyCallerKind
{
    /// <summary>Callers of accounts that the policy does not name.</summary>
    Anyone,

    /// <summary>A whole account.</summary>
    Account,

    /// <summary>A role, user or session, or all of them that match a pattern.</summary>
    Identity,

    /// <summary>An identity provider.</summary>
    Federated,

    /// <summary>An AWS service that calls with its service principal.</summary>
    Service,
}

/// <summary>A caller that the policy allows.</summary>
/// <param name="Kind">The kind of caller.</param>
/// <param name="Name">The name in the policy: an ARN, a pattern, an account ID or a service.</param>
/// <param name="Class">The class of the caller.</param>
/// <param name="Reach">The access of the caller.</param>
/// <param name="ReportedStatements">Indexes of the statements that are already reported for a broader caller: for everyone, or for the whole account of this caller.</param>
/// <param name="AdmittedBy">The condition values that allow the caller and name its account.</param>
internal sealed record PolicyCaller(PolicyCallerKind Kind, string Name, CallerClass Class, Reach Reach, ImmutableArray<int> ReportedStatements, ImmutableArray<string> AdmittedBy);
