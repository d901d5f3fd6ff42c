using System.Security.Cryptography;
using System.Text;

namespace AtRest.Core.Audits;

/// <summary>Report ids derive from the audit: judging the same evidence again gives the same id.</summary>
public static class ReportIds
{
    /// <summary>An RFC 9562 version 8 UUID over the audit's and the organization's id.</summary>
    public static string Of(string auditId, string organizationId)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{auditId}\n{organizationId}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
