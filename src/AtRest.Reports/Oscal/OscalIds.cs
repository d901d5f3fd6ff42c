using System.Security.Cryptography;
using System.Text;

namespace AtRest.Reports.Oscal;

/// <summary>
/// UUIDs that derive from names: OSCAL allows versions 4 and 5 only (https://pages.nist.gov/OSCAL/reference/latest/assessment-results/json-reference/), so that they cannot be
/// those of the other formats. SHA-1 is what version 5 is made of (https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-5): nothing rests on it.
/// </summary>
internal static class OscalIds
{
    /// <summary>The namespace of AtRest's names. Never changes.</summary>
    private static readonly Guid Namespace = new("0d9f64c0-6c0f-5d3e-9a55-61f6d2c1b7a4");

    /// <summary>A UUID of a list of texts.</summary>
    public static string Of(params IEnumerable<string> parts)
    {
        var name = string.Join('\n', parts.Select(part => part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        hash.AppendData(Namespace.ToByteArray(bigEndian: true));
        hash.AppendData(Encoding.UTF8.GetBytes(name));
        var bytes = hash.GetHashAndReset().AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x50);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
