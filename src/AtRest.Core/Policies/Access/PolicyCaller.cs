using System.Collections.Immutable;

namespace AtRest.Core.Policies.Access;

/// <summary>What sort of caller the policy lets in.</summary>
internal enum PolicyCallerKind
{
    /// <summary>Callers of any AWS account, limited at most by what does not name them.</summary>
    Anyone,

    /// <summary>A whole account.</summary>
    Account,

    /// <summary>A role, user or session, or those that match a pattern.</summary>
    Identity,

    /// <summary>An AWS service, in its own name.</summary>
    Service,

    /// <summary>An identity provider.</summary>
    Federated,
}

/// <summary>Somebody whom the policy lets in.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">As the policy names it: an ARN, a pattern, an account's id, a service.</param>
/// <param name="Caller">Who was tried; null for services and identity providers.</param>
/// <param name="Reach">What it gets.</param>
/// <param name="Told">Indexes of the statements that were told of everybody, or of its whole account: they let it in, too.</param>
internal sealed record PolicyCaller(PolicyCallerKind Kind, string Name, Caller? Caller, Reach Reach, ImmutableArray<int> Told);
