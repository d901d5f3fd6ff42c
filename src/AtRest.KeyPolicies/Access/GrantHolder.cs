using System.Collections.Immutable;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Matching;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>A grantee or retiring principal of a grant.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Principal">The principal; null if the grant does not name one.</param>
/// <param name="IsRetiring">Whether the principal can only retire the grant.</param>
public sealed record GrantHolder(KeyGrant Grant, PolicyPrincipal? Principal, bool IsRetiring)
{
    /// <summary>The grantees and retiring principals of all grants. A grant without a grantee has one entry without a principal.</summary>
    public static IEnumerable<GrantHolder> Of(ImmutableArray<KeyGrant> grants)
    {
        foreach (var grant in grants)
        {
            var grantees = GrantMatcher.Principals(grant.GranteePrincipal, grant.GranteeServicePrincipal);
            if (grantees.IsEmpty)
            {
                yield return new GrantHolder(grant, Principal: null, IsRetiring: false);
            }

            foreach (var principal in grantees)
            {
                yield return new GrantHolder(grant, principal, IsRetiring: false);
            }

            foreach (var principal in GrantMatcher.Principals(grant.RetiringPrincipal, grant.RetiringServicePrincipal))
            {
                yield return new GrantHolder(grant, principal, IsRetiring: true);
            }
        }
    }

    /// <summary>The 12-digit account ID of the principal, also for ARNs that are not valid principals in a policy. Null for services and for other texts.</summary>
    public string? AccountId => Principal?.AccountId
        ?? (Arn.TryParse(Principal?.Text, out var arn) && Arn.IsAccountId(arn.AccountId) ? arn.AccountId : null);
}
