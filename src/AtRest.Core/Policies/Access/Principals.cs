using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Access;

/// <summary>What the principals of a policy are to the owner of the key and to the cluster's role.</summary>
internal static class Principals
{
    /// <summary>Whether this is a session of the role: session ARNs carry the role's name without its path.</summary>
    public static bool IsSessionOf(PolicyPrincipal principal, Arn role) =>
        principal.Kind == PolicyPrincipalKind.RoleSession
        && principal.AccountId == role.AccountId
        && principal.Name == NameOf(role);

    /// <summary>The same of a caller.</summary>
    public static bool IsSessionOf(Caller caller, Arn role) =>
        caller.Account == role.AccountId
        && caller.Principal != caller.Arn
        && caller.Arn == $"arn:{role.Partition}:iam::{role.AccountId}:role/{NameOf(role)}";

    /// <summary>Whether the principal is an identity that can call AWS: one that matches somebody.</summary>
    public static bool IsCaller(PolicyPrincipal principal) => principal.Kind
        is PolicyPrincipalKind.Account or PolicyPrincipalKind.Role or PolicyPrincipalKind.User
        or PolicyPrincipalKind.RoleSession or PolicyPrincipalKind.FederatedUser;

    /// <summary>Whether AWS lets the entry match nobody, whatever it looks like.</summary>
    public static bool IsDead(PolicyPrincipal principal) => principal.Kind
        is PolicyPrincipalKind.UniqueId or PolicyPrincipalKind.PartialWildcard or PolicyPrincipalKind.Unrecognized or PolicyPrincipalKind.CanonicalUser;

    /// <summary>The ARN under which an account's root calls.</summary>
    public static string RootOf(string partition, string account) => $"arn:{partition}:iam::{account}:root";

    private static string NameOf(Arn role) => role.Resource[(role.Resource.LastIndexOf('/') + 1)..];
}
