using System.Security.Cryptography;
using System.Text;

namespace AtRest.Core.Naming;

/// <summary>Makes IDs that are the same each time for the same cause.</summary>
public static class DerivedId
{
    /// <summary>An RFC 9562 version 8 UUID made from texts, none of which contains a line end.</summary>
    public static string Of(params ReadOnlySpan<string> parts)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts!))).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
