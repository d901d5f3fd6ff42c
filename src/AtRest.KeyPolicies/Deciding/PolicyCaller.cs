using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>What sort of caller the policy lets in; the broadest first.</summary>
internal enum PolicyCallerKind
{
    /// <summary>Callers of accounts that the policy does not name.</summary>
    Anyone,

    /// <summary>A whole account.</summary>
    Account,

    /// <summary>A role, user or session, or those that match a pattern.</summary>
    Identity,

    /// <summary>An identity provider.</summary>
    Federated,

    /// <summary>An AWS service, in its own name.</summary>
    Service,
}

/// <summary>A caller that the policy lets in.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">As the policy names it: an ARN, a pattern, an account's id, a service.</param>
/// <param name="Class">The caller that stands for it.</param>
/// <param name="Reach">What it gets.</param>
/// <param name="Told">Indexes of the statements that let in everybody, or its whole account: they let it in, too.</param>
/// <param name="AdmittedBy">The values of conditions that let it in and name its account.</param>
internal sealed record PolicyCaller(PolicyCallerKind Kind, string Name, CallerClass Class, Reach Reach, ImmutableArray<int> Told, ImmutableArray<string> AdmittedBy);
