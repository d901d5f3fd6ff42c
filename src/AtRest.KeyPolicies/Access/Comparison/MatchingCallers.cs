using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>
/// Creates callers that match the patterns of conditions. The evaluator decides whether a caller really matches, so a caller that does not match does
/// not falsify the comparison.
/// </summary>
internal static class MatchingCallers
{
    private const char Filler = 'a';
    private const char Digit = '9';
    private const int AccountLength = 12;

    /// <summary>Callers that match the patterns of <c>aws:PrincipalArn</c>. If a pattern does not name an account, <paramref name="unnamedAccount"/> is used.</summary>
    public static IEnumerable<(string Pattern, Caller Caller)> Of(KeyPolicyReading reading, string unnamedAccount)
    {
        foreach (var pattern in ValuesOf(reading, "aws:PrincipalArn"))
        {
            foreach (var arn in Fill(pattern, unnamedAccount))
            {
                if (Caller.Of(arn) is { } caller)
                {
                    yield return (pattern, caller);
                }
            }
        }
    }

    /// <summary>Accounts that match the patterns of conditions on the caller's account.</summary>
    public static IEnumerable<string> Accounts(KeyPolicyReading reading, string unnamedAccount) =>
        ValuesOf(reading, "aws:PrincipalAccount").Concat(ValuesOf(reading, "kms:CallerAccount"))
            .Select(pattern => FillAccount(pattern, unnamedAccount))
            .Where(Arn.IsAccountId);

    public static IEnumerable<string> ValuesOf(KeyPolicyReading reading, string key) => reading.Policy.Statements
        .SelectMany(statement => statement.Conditions)
        .Where(condition => condition.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
        .SelectMany(condition => condition.Values)
        .Distinct(StringComparer.Ordinal);

    /// <summary>A 12-digit account ID that matches the pattern.</summary>
    public static string FillAccount(string pattern, string unnamedAccount)
    {
        if (pattern is "*" or "????????????")
        {
            return unnamedAccount;
        }

        var fixedPart = pattern.Replace("*", "", StringComparison.Ordinal).Length;
        var filling = new string(Digit, Math.Max(0, AccountLength - fixedPart));
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var filled = star < 0 ? pattern : string.Concat(pattern.AsSpan(0, star), filling, pattern.AsSpan(star + 1)).Replace("*", "", StringComparison.Ordinal);
        return filled.Replace('?', Digit);
    }

    private static IEnumerable<string> Fill(string pattern, string unnamedAccount)
    {
        if (Arn.TryParse(pattern, out var arn))
        {
            var account = FillAccount(arn.AccountId, unnamedAccount);
            yield return $"arn:{FillText(arn.Partition, "aws")}:{FillText(arn.Service, "iam")}:{FillText(arn.Region, "")}:{account}:{FillResource(arn.Resource)}";
        }

        // String operators compare an ARN as one text, so a wildcard can match several of its parts.
        if (pattern.StartsWith('*'))
        {
            var tail = FillText(pattern[1..], $"{Filler}");
            yield return $"arn:aws:iam::{unnamedAccount}:role/{tail.TrimStart(':', '/')}";
            yield return $"arn:aws:iam::{unnamedAccount}:{tail.TrimStart(':')}";
            yield return $"arn:aws:iam::{unnamedAccount}{tail}";
        }
    }

    private static string FillText(string pattern, string filler) => pattern.Replace("*", filler, StringComparison.Ordinal).Replace('?', Filler);

    private static string FillResource(string pattern) => pattern is "*" ? $"role/{Placeholders.RoleName}" : FillText(pattern, $"{Filler}");
}
