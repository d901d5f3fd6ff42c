using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>Classifies the principals of policies, and creates the ARNs of related principals.</summary>
public static class Principals
{
    private const string RolePrefix = "AROA";
    private const string UserPrefix = "AIDA";
    private const int PrefixLength = 4;

    /// <summary>Whether the principal is a session of the role. The ARN of a session has the role's name without its path.</summary>
    public static bool IsSessionOf(PolicyPrincipal principal, Arn role) =>
        principal.Kind == PolicyPrincipalKind.RoleSession
        && principal.AccountId == role.AccountId
        && principal.Name == role.ResourceName;

    /// <summary>Whether the principal is an AWS account or identity, and so can match a caller.</summary>
    public static bool IsCaller(PolicyPrincipal principal) => principal.Kind
        is PolicyPrincipalKind.Account or PolicyPrincipalKind.Role or PolicyPrincipalKind.User
        or PolicyPrincipalKind.RoleSession or PolicyPrincipalKind.FederatedUser;

    /// <summary>Whether the principal cannot match any caller.</summary>
    public static bool CannotMatch(PolicyPrincipal principal) => principal.Kind
        is PolicyPrincipalKind.UniqueId or PolicyPrincipalKind.PartialWildcard or PolicyPrincipalKind.Unrecognized or PolicyPrincipalKind.CanonicalUser;

    /// <summary>
    /// Whether the principal is a unique ID, which AWS shows in place of the ARN after a role or user is deleted
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids).
    /// </summary>
    public static bool IsDeleted(PolicyPrincipal principal) =>
        principal.Kind == PolicyPrincipalKind.UniqueId
        || (principal.Kind == PolicyPrincipalKind.Unrecognized
            && principal.Text.AsSpan(0, Math.Min(PrefixLength, principal.Text.Length)) is RolePrefix or UserPrefix
            && principal.Text.All(char.IsAsciiLetterOrDigit));

    /// <summary>The kind of principal that had a unique ID, for messages.</summary>
    public static string DeletedNoun(string uniqueId) =>
        uniqueId.StartsWith(RolePrefix, StringComparison.Ordinal) ? "role"
        : uniqueId.StartsWith(UserPrefix, StringComparison.Ordinal) ? "user"
        : "principal";

    /// <summary>The ARN of the root user of an account.</summary>
    public static string RootOf(string partition, string account) => $"arn:{partition}:iam::{account}:root";

    /// <summary>
    /// The role that EC2 uses for encrypted volumes in the account of a role
    /// (https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html). Only AWS can use this role.
    /// </summary>
    public static string InfrastructureOf(Arn role) => $"arn:{role.Partition}:iam::{role.AccountId}:role/{Deciding.Texts.Shapes.Ec2Infrastructure}";

    /// <summary>The prefix of the ARNs of that role's sessions.</summary>
    public static string InfrastructureSessionsOf(Arn role) => $"arn:{role.Partition}:sts::{role.AccountId}:assumed-role/{Deciding.Texts.Shapes.Ec2Infrastructure}/";

    /// <summary>Whether a role of the same account is named as this one, whatever the paths are. The name of a role is unique in its account.</summary>
    /// <param name="principalArn">The value of <c>aws:PrincipalArn</c>.</param>
    /// <param name="role">The other role.</param>
    public static bool HasNameOf(string principalArn, Arn role) => Arn.LastSegment(principalArn).SequenceEqual(Arn.LastSegment(role.Resource));
}
