using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Api.Routes;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>
/// API keys: <c>atrest_</c>, 32 random bytes and a checksum of 4 bytes, in hexadecimal. With the prefix, scanners of source code find leaked keys. The checksum tells a key that was
/// copied incompletely from one that is unknown.
/// </summary>
/// <remarks>
/// A key is stored as its plain SHA-256. Slow and salted hashes protect what people choose, because it can be guessed. 256 random bits cannot be guessed, however fast the hash is,
/// and with a fast hash, strangers cannot overload the server.
/// </remarks>
public static class ApiKey
{
    /// <summary>The beginning of every key of the API.</summary>
    internal const string Prefix = "atrest_";

    private const int SecretBytes = 32;
    private const int ChecksumDigits = 8;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>Makes a new key. Show it once, and store only its <see cref="HashOf"/>.</summary>
    public static string Create() => Create(Prefix);

    /// <summary>What the settings contain of a key: the SHA-256 of the whole key, in lower-case hexadecimal.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(Hash(key));

    /// <summary>Whether a text can be the ID of an organization.</summary>
    public static bool CanBelongTo(string organizationId) => PathIds.IsOrganization(organizationId);

    /// <summary>Whether a text looks like a complete key.</summary>
    internal static bool IsWellFormed(string text) => IsWellFormed(text, Prefix);

    /// <summary>Makes a key of another kind, with its own beginning.</summary>
    internal static string Create(string prefix)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        return $"{prefix}{secret}{Checksum(prefix, secret)}";
    }

    /// <summary>Whether a text looks like a complete key with this beginning.</summary>
    internal static bool IsWellFormed(string text, string prefix) =>
        text.Length == prefix.Length + (2 * SecretBytes) + ChecksumDigits
        && text.StartsWith(prefix, StringComparison.Ordinal)
        && text.AsSpan(prefix.Length).IndexOfAnyExcept(LowerHex) < 0
        && text.AsSpan(^ChecksumDigits..).SequenceEqual(Checksum(prefix, text[prefix.Length..^ChecksumDigits]));

    internal static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string Checksum(string prefix, string secret) => Convert.ToHexStringLower(Hash(prefix + secret))[..ChecksumDigits];
}
