using System.Collections.Immutable;
using System.Globalization;
using AtRest.KeyPolicies.Deciding;

namespace AtRest.KeyPolicies.Access;

/// <summary>What some principals of the owner's account can choose about their own calls, so that a condition on it does not lock the owner out.</summary>
/// <param name="Values">The values that such a call can have, by condition key.</param>
/// <param name="Callers">The kinds of principals that can choose them.</param>
internal sealed record OwnerChoice(ImmutableDictionary<string, string> Values, ImmutableArray<CallerKind> Callers)
{
    /// <summary>Nothing is chosen: conditions on it are undecided.</summary>
    public static OwnerChoice None { get; } = new(ImmutableDictionary<string, string>.Empty, Enum.GetValues<CallerKind>().ToImmutableArray());

    /// <summary>
    /// The choices, in the order in which they are tried. IAM users and roles can get new temporary credentials at any time. Only an IAM user can make calls with MFA: AWS documents that root users and
    /// federated users cannot, and that credentials from <c>AssumeRole</c> do not have MFA information
    /// (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html).
    /// </summary>
    /// <param name="moment">The time of the call.</param>
    public static ImmutableArray<OwnerChoice> All(DateTimeOffset moment)
    {
        var signedIn = ImmutableDictionary.CreateRange(
            StringComparer.OrdinalIgnoreCase, [KeyValuePair.Create("aws:TokenIssueTime", moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))]);
        return
        [
            new(signedIn, [CallerKind.Role, CallerKind.User]),
            new(signedIn.Add("aws:MultiFactorAuthPresent", "true").Add("aws:MultiFactorAuthAge", "1"), [CallerKind.User]),
        ];
    }

    /// <summary>The keys among these that can be chosen, each once.</summary>
    public ImmutableArray<string> In(IEnumerable<string> keys) =>
        [.. keys.Where(Values.ContainsKey).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase)];
}
