namespace AtRest.KeyPolicies.Access;

/// <summary>What somebody with access is.</summary>
public enum AccessKind
{
    /// <summary>Callers of any account.</summary>
    Anyone,
    Account,
    Role,
    User,

    /// <summary>One session of a role.</summary>
    Session,
    FederatedUser,

    /// <summary>Whoever matches a pattern of a condition on <c>aws:PrincipalArn</c>.</summary>
    Pattern,
    Service,
    IdentityProvider,

    /// <summary>A principal of a grant of which it cannot be told what it is.</summary>
    Other,
}
