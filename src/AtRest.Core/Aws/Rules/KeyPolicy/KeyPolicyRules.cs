using System.Collections.Immutable;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>The rules about key policies, in the catalogue's order.</summary>
internal static class KeyPolicyRules
{
    internal static ImmutableArray<IRule> All { get; } =
    [
        new RoleAccessRule(), new PublicKeyRule(), new ForeignAccessRule(), new LeastPrivilegeRule(), new OwnerControlRule(),
        new DeletedPrincipalsRule(), new GrantsRule(), new ReplicaAgreementRule(),
    ];
}
