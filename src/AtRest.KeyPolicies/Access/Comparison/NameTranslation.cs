using System.Collections.Frozen;
using System.Text.RegularExpressions;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>
/// Translates names between the policies of two related keys: the region, and the account if the keys have different owners. The translation works in
/// both directions.
/// </summary>
internal sealed class NameTranslation
{
    private readonly FrozenDictionary<string, string> others;
    private readonly Regex names;

    public NameTranslation(KmsKeyArn first, KmsKeyArn second)
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

    /// <summary>Translates only the account of a principal: the names of roles and users do not depend on the region.</summary>
    public string ToOtherPrincipal(string principal) => principal.StartsWith("arn:", StringComparison.Ordinal) && Arn.TryParse(principal, out var arn)
        ? $"arn:{arn.Partition}:{arn.Service}:{arn.Region}:{ToOther(arn.AccountId)}:{arn.Resource}"
        : ToOther(principal);

    /// <summary>Translates a value of a condition key. The region is translated only for condition keys whose values have a region.</summary>
    public string ToOtherValue(string conditionKey, string value) => IsRegional(conditionKey) ? ToOther(value) : ToOtherPrincipal(value);

    /// <summary>Translates only the account of a value. For <c>kms:ViaService</c>, whose region is always that of the key, the region is translated as well.</summary>
    public string ToSameValue(string conditionKey, string value) =>
        conditionKey.Equals("kms:ViaService", StringComparison.OrdinalIgnoreCase) ? ToOther(value) : ToOtherPrincipal(value);

    private static bool IsRegional(string conditionKey) =>
        conditionKey.Equals("kms:ViaService", StringComparison.OrdinalIgnoreCase)
        || conditionKey.Equals("aws:SourceArn", StringComparison.OrdinalIgnoreCase)
        || conditionKey.StartsWith("aws:PrincipalServiceName", StringComparison.OrdinalIgnoreCase)
        || conditionKey.StartsWith("kms:EncryptionContext:", StringComparison.OrdinalIgnoreCase);
}
