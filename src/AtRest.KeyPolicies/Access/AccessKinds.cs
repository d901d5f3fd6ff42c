namespace AtRest.KeyPolicies.Access;

/// <summary>Maps principals of policies and grants to the kinds of the access table.</summary>
internal static class AccessKinds
{
    public static AccessKind Of(PolicyPrincipal principal) => principal.Kind switch
    {
        PolicyPrincipalKind.Account => AccessKind.Account,
        PolicyPrincipalKind.Role => AccessKind.Role,
        PolicyPrincipalKind.User => AccessKind.User,
        PolicyPrincipalKind.RoleSession => AccessKind.Session,
        PolicyPrincipalKind.FederatedUser => AccessKind.FederatedUser,
        PolicyPrincipalKind.Service => AccessKind.Service,
        PolicyPrincipalKind.Federated => AccessKind.IdentityProvider,
        PolicyPrincipalKind.PartialWildcard => AccessKind.Pattern,
        _ => AccessKind.Other,
    };
}
