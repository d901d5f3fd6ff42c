using AtRest.Core.Google.Evidence;
using AtRest.Core.Google.Inventory;

namespace AtRest.Core.Google.Rules;

/// <summary>Names a version of a key in messages.</summary>
internal static class VersionText
{
    /// <summary><c>version 3</c>.</summary>
    public static string Short(CryptoKeyVersion version) => $"version {CryptoKeyName.NumberOf(version.Name)}";
}
