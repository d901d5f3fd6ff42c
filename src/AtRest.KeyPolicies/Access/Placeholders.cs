using System.Globalization;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access;

/// <summary>Names for sample callers that a policy does not name. If such a caller has access, the policy allows more callers than it names.</summary>
internal static class Placeholders
{
    public const string RoleName = "atrest-any-role";

    /// <summary>Represents the organization of the key's account, which AtRest does not read.</summary>
    public const string OwnerOrganization = "o-atrestowner";

    /// <summary>The first account ID to try. It is arbitrary, but fixed, so that results are always the same.</summary>
    private const long FirstAccount = 987_600_000_001;

    /// <summary>An account ID that the policy does not name, and that is neither the owner's account nor the account of the role.</summary>
    public static string UnnamedAccount(KeyPolicyReading reading, Arn? role) => UnnamedAccount([reading], role);

    /// <summary>An account ID that none of the policies names, and that is neither an owner's account nor the account of the role.</summary>
    public static string UnnamedAccount(ReadOnlySpan<KeyPolicyReading> readings, Arn? role)
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
