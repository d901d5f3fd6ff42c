using AtRest.KeyPolicies.Access.Comparison;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>What the principals of a policy are to the owner of the key and to the cluster's role.</summary>
public static class Principals
{
    private const string RolePrefix = "AROA";
    private const string UserPrefix = "AIDA";
    private const int PrefixLength = 4;

    /// <summary>Whether this is a session of the role: session ARNs carry the role's name without its path.</summary>
    public static bool IsSessionOf(PolicyPrincipal principal, Arn role) =>
        principal.Kind == PolicyPrincipalKind.RoleSession
        && principal.AccountId == role.AccountId
        && principal.Name == NameOf(role);

    /// <summary>The same of a caller.</summary>
    internal static bool IsSessionOf(Caller caller, Arn role) =>
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

    /// <summary>
    /// Whether this is the unique id that AWS shows in place of a role or user that was deleted
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids).
    /// </summary>
    public static bool IsDeleted(PolicyPrincipal principal) =>
        principal.Kind == PolicyPrincipalKind.UniqueId
        || (principal.Kind == PolicyPrincipalKind.Unrecognized
            && principal.Text.AsSpan(0, Math.Min(PrefixLength, principal.Text.Length)) is RolePrefix or UserPrefix
            && principal.Text.All(char.IsAsciiLetterOrDigit));

    /// <summary>What a unique id was the id of, for messages.</summary>
    public static string DeletedNoun(string uniqueId) =>
        uniqueId.StartsWith(RolePrefix, StringComparison.Ordinal) ? "role"
        : uniqueId.StartsWith(UserPrefix, StringComparison.Ordinal) ? "user"
        : "principal";

    /// <summary>The ARN under which an account's root calls.</summary>
    public static string RootOf(string partition, string account) => $"arn:{partition}:iam::{account}:root";

    /// <summary>
    /// The role under which EC2 uses encrypted volumes in the account of a role
    /// (https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html). Only AWS can use it.
    /// </summary>
    public static string InfrastructureOf(Arn role) => $"arn:{role.Partition}:iam::{role.AccountId}:role/{Deciding.Texts.Shapes.Ec2Infrastructure}";

    /// <summary>What the ARNs of that role's sessions begin with.</summary>
    public static string InfrastructureSessionsOf(Arn role) => $"arn:{role.Partition}:sts::{role.AccountId}:assumed-role/{Deciding.Texts.Shapes.Ec2Infrastructure}/";

    /// <summary>The name without path.</summary>
    public static string NameOf(Arn role) => role.Resource[(role.Resource.LastIndexOf('/') + 1)..];
}
