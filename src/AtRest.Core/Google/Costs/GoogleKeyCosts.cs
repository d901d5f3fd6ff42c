using AtRest.Core.Audits;
using AtRest.Core.Costs;
using AtRest.Core.Google.Evidence;

namespace AtRest.Core.Google.Costs;

/// <summary>
/// What a Google Cloud KMS key costs (https://cloud.google.com/kms/pricing). Camunda owns these keys and pays for them: the amount is Google's list price, and no part of what the
/// customer's cloud accounts are charged.
/// </summary>
internal static class GoogleKeyCosts
{
    public static KeyCost Of(EvidenceIndex index, string name)
    {
        var cost = new KeyCost { Key = name, Payer = CostPayer.Camunda };
        return index.CryptoKey(name).Versions.TryGet(out var versions, out var absence)
            ? cost with
            {
                Parts = [.. versions.Items.Select(PriceOf).OfType<string>().CountBy(price => price).OrderBy(price => price.Key, StringComparer.Ordinal).Select(price => CostPart.Exact("Active versions of the key", price.Value, price.Key))],
                Unknown = [.. versions.Items.Select(WhyUnknown).OfType<string>().CountBy(cause => cause).OrderBy(cause => cause.Key, StringComparer.Ordinal).Select(cause => $"{(cause.Value == 1 ? "1 version" : $"{cause.Value} versions")}: {cause.Key}")],
            }
            : cost with { Unknown = [$"AtRest could not read the versions of the key. {absence.Cause}"] };
    }

    /// <summary>The price of a version; null if it costs nothing, or if its price is not known.</summary>
    private static string? PriceOf(CryptoKeyVersion version) => !IsActive(version) ? null : version.ProtectionLevel switch
    {
        "SOFTWARE" => "google-software-version",
        "HSM" when HasCommonAlgorithm(version) => "google-hsm-version",
        "EXTERNAL" or "EXTERNAL_VPC" => "google-external-version",
        _ => null,
    };

    private static string? WhyUnknown(CryptoKeyVersion version) =>
        version.State == "DESTROYED" || PriceOf(version) is not null ? null
        : !IsActive(version) ? $"Google's price list does not have the state {version.State}."
        : version.ProtectionLevel == "HSM" ? $"the price of HSM versions with {version.Algorithm ?? "an unknown algorithm"} depends on their number."
        : $"the price list of this release does not have the protection level {version.ProtectionLevel ?? "that Google did not return"}.";

    /// <summary>These states are paid. Destroyed versions are free, and the price list has no other states.</summary>
    private static bool IsActive(CryptoKeyVersion version) => version.State is "ENABLED" or "DISABLED" or "DESTROY_SCHEDULED";

    private static bool HasCommonAlgorithm(CryptoKeyVersion version) => version.Algorithm is { } algorithm
        && (algorithm is "GOOGLE_SYMMETRIC_ENCRYPTION" or "AES_256_GCM" || algorithm.StartsWith("HMAC_", StringComparison.Ordinal) || (algorithm.StartsWith("RSA_", StringComparison.Ordinal) && algorithm.Contains("_2048", StringComparison.Ordinal)));
}
