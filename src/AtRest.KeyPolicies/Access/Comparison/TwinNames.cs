using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>
/// What is called differently at the twin of a key in another region, although it means the same: the region, and the owner's account if
/// the twin has another. It works both ways.
/// </summary>
internal sealed class TwinNames
{
    private readonly FrozenDictionary<string, string> others;
    private readonly Regex names;

    public TwinNames(KmsKeyArn first, KmsKeyArn second)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (one, other) in new[] { (first.Region, second.Region), (first.AccountId, second.AccountId) })
        {
            pairs[one] = other;
            pairs[other] = one;
        }

        others = pairs.ToFrozenDictionary(StringComparer.Ordinal);
        names = new Regex(@"(?<![A-Za-z0-9-])(" + string.Join('|', pairs.Keys.Select(Regex.Escape)) + ")(?![A-Za-z0-9-])", RegexOptions.CultureInvariant);
    }

    public string ToOther(string text) => names.Replace(text, match => others[match.Value]);

    /// <summary>Names of roles and users are the same in all regions: only the account may be another.</summary>
    public string ToOtherPrincipal(string principal) => principal.StartsWith("arn:", StringComparison.Ordinal) && Arn.TryParse(principal, out var arn)
        ? $"arn:{arn.Partition}:{arn.Service}:{arn.Region}:{ToOther(arn.AccountId)}:{arn.Resource}"
        : ToOther(principal);

    /// <summary>A value of a condition key, translated to the other region if the key's values have a region.</summary>
    public string ToOtherValue(string conditionKey, string value) => IsRegional(conditionKey) ? ToOther(value) : ToOtherPrincipal(value);

    /// <summary>The same value, but for the service that a call comes through, which is always one of the key's own region.</summary>
    public string ToSameValue(string conditionKey, string value) =>
        conditionKey.Equals("kms:ViaService", StringComparison.OrdinalIgnoreCase) ? ToOther(value) : ToOtherPrincipal(value);

    private static bool IsRegional(string conditionKey) =>
        conditionKey.Equals("kms:ViaService", StringComparison.OrdinalIgnoreCase)
        || conditionKey.Equals("aws:SourceArn", StringComparison.OrdinalIgnoreCase)
        || conditionKey.StartsWith("aws:PrincipalServiceName", StringComparison.OrdinalIgnoreCase)
        || conditionKey.StartsWith("kms:EncryptionContext:", StringComparison.OrdinalIgnoreCase);
}
