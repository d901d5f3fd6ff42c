using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Webhooks.Coalescing;

namespace AtRest.Hosting.Webhooks;

/// <summary>The same message is the same audit, however often it is delivered.</summary>
internal static class KeyAuditIds
{
    /// <summary>An RFC 9562 version 8 UUID over organization, key and window.</summary>
    public static string Of(string organizationId, KeyChangeMessage message)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"key change\n{organizationId}\n{message.Scope}\n{message.CoversUntil.UtcDateTime:O}\n{message.Window:N}");
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
