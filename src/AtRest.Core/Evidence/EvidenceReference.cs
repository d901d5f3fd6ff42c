using System.Security.Cryptography;
using System.Text;

namespace AtRest.Core.Evidence;

/// <summary>Identifies a piece of evidence by the call and the resource, uniquely in the audit of one organization.</summary>
public readonly record struct EvidenceReference(string Source, string Resource)
{
    /// <summary>A short ID that is equal in every audit: <c>ev-</c> and 12 hexadecimal digits.</summary>
    public string Id => "ev-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Source}\n{Resource}")))[..12];
}
