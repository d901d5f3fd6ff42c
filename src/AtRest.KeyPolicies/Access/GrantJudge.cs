using System.Collections.Immutable;
using AtRest.KeyPolicies.Deciding.Texts;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>Classifies the holders of grants.</summary>
public sealed class GrantJudge(KmsKeyArn key, ImmutableArray<Arn> roles)
{
    private const string ServiceLinkedRolePath = ":role/aws-service-role/";

    /// <summary>The relation of a grant's holder to the owner and to the expected roles.</summary>
    public GrantHolderKind Judge(GrantHolder holder)
    {
        if (holder.Principal is not { } principal)
        {
            return GrantHolderKind.Unclear;
        }

        var account = holder.AccountId;
        return principal.Kind switch
        {
            PolicyPrincipalKind.Service => ActsForOwnerOrRoles(holder) ? GrantHolderKind.AwsService : GrantHolderKind.Foreign,
            PolicyPrincipalKind.Everyone or PolicyPrincipalKind.PartialWildcard => GrantHolderKind.Foreign,
            _ when Principals.IsDeleted(principal) => GrantHolderKind.Deleted,
            _ when account == key.AccountId => GrantHolderKind.Owner,
            _ when roles.Any(role => principal.Text == role.Value || Principals.IsSessionOf(principal, role)) => GrantHolderKind.Role,
            _ when IsRoleAccount(account) && IsAwsRole(principal) && ActsForOwnerOrRoles(holder) => GrantHolderKind.AwsService,
            _ when IsIssuer(holder, account) => GrantHolderKind.AwsService,
            _ => account is null ? GrantHolderKind.Unclear : GrantHolderKind.Foreign,
        };
    }

    /// <summary>Roles in a customer's account that only AWS services can use.</summary>
    private static bool IsAwsRole(PolicyPrincipal principal) =>
        principal.Text.EndsWith($":role/{Shapes.Ec2Infrastructure}", StringComparison.Ordinal)
        || principal.Text.Contains($":assumed-role/{Shapes.Ec2Infrastructure}/", StringComparison.Ordinal)
        || principal.Text.Contains(ServiceLinkedRolePath, StringComparison.Ordinal);

    /// <summary>
    /// Whether the grant was issued by the owner's account or by the account of an expected role, and its source ARN is not in another account. AWS always
    /// reports the issuing account; emulators do not.
    /// </summary>
    private bool ActsForOwnerOrRoles(GrantHolder holder) =>
        (holder.Grant.IssuingAccount is not { } issuer || IsOwnerOrRoleAccount(AccountOf(issuer)))
        && (holder.Grant.SourceArn is not { } source || !Arn.TryParse(source, out var arn) || arn.AccountId.Length == 0 || IsOwnerOrRoleAccount(arn.AccountId));

    /// <summary>
    /// Whether the retiring principal is the account that issued the grant. This account can always retire the grant
    /// (https://docs.aws.amazon.com/kms/latest/APIReference/API_RetireGrant.html), so naming it gives no further access.
    /// </summary>
    private bool IsIssuer(GrantHolder holder, string? account) =>
        holder is { IsRetiring: true, Principal.Kind: PolicyPrincipalKind.Account, Grant.IssuingAccount: { } issuer }
        && IsRoleAccount(account)
        && AccountOf(issuer) == account;

    private bool IsOwnerOrRoleAccount(string? account) => account == key.AccountId || IsRoleAccount(account);

    private bool IsRoleAccount(string? account) => roles.Any(role => role.AccountId == account);

    private static string? AccountOf(string issuer) => Arn.TryParse(issuer, out var arn) ? arn.AccountId : issuer;
}
