namespace AtRest.Core.Policies.Access;

/// <summary>What sort of outsider the policy lets in.</summary>
internal enum ForeignCallerKind
{
    /// <summary>Callers of any AWS account, limited at most by what does not name them.</summary>
    Anyone,

    /// <summary>The whole account of the cluster's role, and with it every other tenant's role.</summary>
    RoleAccount,

    /// <summary>Another whole account.</summary>
    Account,

    /// <summary>A role, user or session of the account of the cluster's role: another tenant's.</summary>
    OtherTenant,

    /// <summary>A role, user or session of another account.</summary>
    Identity,

    /// <summary>An AWS service that may act for any account.</summary>
    Service,

    /// <summary>An identity provider.</summary>
    Federated,
}

/// <summary>An outsider with access, and what it reaches.</summary>
internal sealed record ForeignCaller(ForeignCallerKind Kind, string Name, Reach Reach);
