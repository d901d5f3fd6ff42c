using System.Globalization;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>Names of callers that no policy means: if one of them gets in, the policy lets in more than it names.</summary>
internal static class Strangers
{
    public const string RoleName = "atrest-any-role";

    /// <summary>Represents the organization of the key's account, which was not read.</summary>
    public const string OwnersOrganization = "o-atrestowner";

    private const long FirstAccount = 987_600_000_001;

    /// <summary>An account that is neither the owner's nor the role's, and that the policy does not name.</summary>
    public static string AccountFor(KeyPolicyReading reading, Arn? role) => AccountFor([reading], role);

    /// <summary>The same for several policies at once.</summary>
    public static string AccountFor(ReadOnlySpan<KeyPolicyReading> readings, Arn? role)
    {
        for (var number = FirstAccount; ; number++)
        {
            var account = number.ToString(CultureInfo.InvariantCulture);
            if (account != role?.AccountId && !IsNamed(account, readings))
            {
                return account;
            }
        }
    }

    private static bool IsNamed(string account, ReadOnlySpan<KeyPolicyReading> readings)
    {
        foreach (var reading in readings)
        {
            if (account == reading.Key.AccountId || reading.Text.Contains(account, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
