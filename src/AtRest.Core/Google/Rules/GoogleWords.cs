namespace AtRest.Core.Google.Rules;

/// <summary>Reads the values of Google's enumerations.</summary>
internal static class GoogleWords
{
    /// <summary>
    /// Null where Google said nothing: the first value of each enumeration, such as PROTECTION_LEVEL_UNSPECIFIED, means just that
    /// (https://docs.cloud.google.com/kms/docs/reference/rest/v1/ProtectionLevel).
    /// </summary>
    public static string? Said(string? word) => string.IsNullOrEmpty(word) || word.EndsWith("_UNSPECIFIED", StringComparison.Ordinal) ? null : word;
}
