using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Api.Routes;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>
/// API keys: <c>atrest_</c>, 32 random bytes and a checksum of 4, in hexadecimal. The prefix lets scanners of source code find leaked ones, the checksum tells a key that was
/// copied in part from one that is not known.
/// </summary>
/// <remarks>
/// A key is stored as its plain SHA-256. Slow and salted hashes protect what people choose, because it can be guessed; 256 random bits cannot, however fast the hash,
/// and a fast one keeps strangers from wearing the server out.
/// </remarks>
public static class ApiKey
{
    private const string Prefix = "atrest_";
    private const int SecretBytes = 32;
    private const int ChecksumDigits = 8;

    private static readonly SearchValues<char> LowerHex = SearchValues.Create("0123456789abcdef");

    /// <summary>A new key. It is to be shown once, and stored by its <see cref="HashOf"/> only.</summary>
    public static string Create()
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        return $"{Prefix}{secret}{Checksum(secret)}";
    }

    /// <summary>What the settings hold of a key: SHA-256 over the whole key, lower-case hexadecimal.</summary>
    public static string HashOf(string key) => Convert.ToHexStringLower(Hash(key));

    /// <summary>Whether a text can be the id of an organization, whose key it could be.</summary>
    public static bool CanBelongTo(string organizationId) => PathIds.IsOrganization(organizationId);

    /// <summary>Whether a text looks like a whole key.</summary>
    internal static bool IsWellFormed(string text) =>
        text.Length == Prefix.Length + (2 * SecretBytes) + ChecksumDigits
        && text.StartsWith(Prefix, StringComparison.Ordinal)
        && text.AsSpan(Prefix.Length).IndexOfAnyExcept(LowerHex) < 0
        && text.AsSpan(^ChecksumDigits..).SequenceEqual(Checksum(text[Prefix.Length..^ChecksumDigits]));

    internal static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string Checksum(string secret) => Convert.ToHexStringLower(Hash(Prefix + secret))[..ChecksumDigits];
}
