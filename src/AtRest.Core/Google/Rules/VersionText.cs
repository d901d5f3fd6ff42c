using AtRest.Core.Google.Evidence;

namespace AtRest.Core.Google.Rules;

/// <summary>How messages name a version of a key.</summary>
internal static class VersionText
{
    /// <summary><c>version 3</c>.</summary>
    public static string Short(CryptoKeyVersion version) => $"version {version.Name[(version.Name.LastIndexOf('/') + 1)..]}";
}
