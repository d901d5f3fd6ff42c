using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>The IDs of the rules that stand for one requirement of the policy analysis. The rules and their common remedy both need them.</summary>
internal static class KeyPolicyRuleIds
{
    public const string RoleAccess = "KPOL-1";
    public const string NotPublic = "KPOL-2";
    public const string NoOutsiders = "KPOL-3";
    public const string LeastPrivilege = "KPOL-4";
    public const string OwnerControl = "KPOL-5";
    public const string NoDeletedPrincipals = "KPOL-6";

    /// <summary>The rule about a requirement.</summary>
    public static string Of(PolicyRequirement requirement) => requirement switch
    {
        PolicyRequirement.RolesCanUseTheKey => RoleAccess,
        PolicyRequirement.NotPublic => NotPublic,
        PolicyRequirement.NoOutsiders => NoOutsiders,
        PolicyRequirement.LeastPrivilege => LeastPrivilege,
        PolicyRequirement.OwnerControl => OwnerControl,
        PolicyRequirement.NoDeletedPrincipals => NoDeletedPrincipals,
        _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, "There is no rule about it."),
    };
}
