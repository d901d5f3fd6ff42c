using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Matching;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>
/// Selects the grants that can matter to the calls of a role. A running cluster has a grant for each of its volumes, and most of them belong to roles of
/// AWS services: they match none of the role's calls.
/// </summary>
internal static class RelevantGrants
{
    /// <summary>The grants that the role, or one of its sessions, holds or can retire, in their order.</summary>
    public static ImmutableArray<KeyGrant> Of(ImmutableArray<KeyGrant> grants, Arn role, string partition)
    {
        if (grants.IsDefaultOrEmpty)
        {
            return [];
        }

        var name = role.ResourceName;
        return [.. grants.Where(grant => Covers(grant, role, name, partition))];
    }

    private static bool Covers(KeyGrant grant, Arn role, string name, string partition)
    {
        var requester = RequestPrincipal.Parse(role.Value);
        foreach (var principal in GrantMatcher.Principals(grant.GranteePrincipal, grant.GranteeServicePrincipal).AddRange(GrantMatcher.Principals(grant.RetiringPrincipal, grant.RetiringServicePrincipal)))
        {
            // A session, and a role with the same name and another path, can match a session of the role.
            if (PrincipalMatcher.Match(principal, requester, partition) != PrincipalCover.None || (principal.AccountId == role.AccountId && (principal.Kind == PolicyPrincipalKind.Account || principal.Name == name)))
            {
                return true;
            }
        }

        return false;
    }
}
