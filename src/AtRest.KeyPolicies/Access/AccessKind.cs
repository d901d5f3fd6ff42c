namespace AtRest.KeyPolicies.Access;

/// <summary>The kinds of principals in the access table.</summary>
public enum AccessKind
{
    /// <summary>Callers of any account.</summary>
    Anyone,

    /// <summary>A whole account.</summary>
    Account,

    /// <summary>A role, through its sessions.</summary>
    Role,

    /// <summary>An IAM user.</summary>
    User,

    /// <summary>One session of a role.</summary>
    Session,

    /// <summary>A federated user session that <c>GetFederationToken</c> created.</summary>
    FederatedUser,

    /// <summary>All principals that match a pattern of a condition on <c>aws:PrincipalArn</c>.</summary>
    Pattern,

    /// <summary>An AWS service that calls with its service principal.</summary>
    Service,

    /// <summary>A SAML or OpenID Connect provider.</summary>
    IdentityProvider,

    /// <summary>A principal of a grant in a form that AtRest does not recognize.</summary>
    Other,
}
