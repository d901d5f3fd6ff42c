using System.Collections.Immutable;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>
/// Words for conditions on what the owner's principals choose about their own calls. Only an IAM user can make calls with MFA
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html).
/// </summary>
internal static class ChosenConditions
{
    private const string Factor = "aws:MultiFactorAuth";

    /// <summary>A sentence after others, with a space before it; empty if there is no such condition.</summary>
    /// <param name="keys">The condition keys.</param>
    public static string Sentence(ImmutableArray<string> keys) => keys.IsEmpty ? ""
        : $" A principal that changes the policy must meet a condition with {string.Join(", ", keys)}, which "
            + (keys.Any(key => key.StartsWith(Factor, StringComparison.OrdinalIgnoreCase)) ? "an IAM user can: the user signs in again, with MFA." : "a role or an IAM user can: it signs in again.");
}
