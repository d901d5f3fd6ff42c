using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>
/// Answers for policies that name all of their callers, as most policies do. For these, the search of <see cref="PolicyCallers"/> would find nothing, so it
/// is not prepared. Each answer is the same as that of the search.
/// </summary>
internal static class PlainPolicy
{
    /// <summary>Whether an Allow applies to callers that it does not name. Otherwise, the key is not public.</summary>
    public static bool IsOpen(KeyPolicyReading reading) => Possible(reading)
        .Any(statement => statement.Effect == StatementEffect.Allow && (statement.Principal.IsNegated || statement.Principal.NamesEveryone));

    /// <summary>
    /// Whether the policy certainly has no outsiders, because it names nobody outside the owner's account but the expected roles. False does not mean that it
    /// has outsiders: then only the search can tell.
    /// </summary>
    public static bool HasNoOutsiders(KeyPolicyReading reading, ImmutableArray<Arn> expected) => !IsOpen(reading) && Possible(reading).All(statement => !MayHaveOutsiders(statement, reading.Key.AccountId, expected));

    private static bool MayHaveOutsiders(PolicyStatement statement, string owner, ImmutableArray<Arn> expected)
    {
        var exempts = statement.Effect == StatementEffect.Allow != statement.Principal.IsNegated;
        foreach (var entry in statement.Principal.Entries)
        {
            var isHarmless = entry.Kind switch
            {
                PolicyPrincipalKind.Service or PolicyPrincipalKind.Federated => !exempts,
                PolicyPrincipalKind.Account => statement.Effect != StatementEffect.Allow || entry.AccountId == owner,
                PolicyPrincipalKind.Role => entry.AccountId == owner || IsExpected(entry.Text, expected),
                PolicyPrincipalKind.User or PolicyPrincipalKind.RoleSession or PolicyPrincipalKind.FederatedUser => entry.AccountId == owner,
                _ => true,
            };
            if (!isHarmless)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsExpected(string principal, ImmutableArray<Arn> expected)
    {
        foreach (var role in expected)
        {
            if (principal == role.Value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The statements whose resource can be the key.</summary>
    private static IEnumerable<PolicyStatement> Possible(KeyPolicyReading reading) =>
        reading.WithoutGrants.Statements.Where(matcher => matcher.Resource.IsPossible).Select(matcher => matcher.Statement);
}
