using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Signing;

namespace AtRest.Reports.Verifying;

/// <summary>A format whose files can end with a signature over the bytes before it.</summary>
internal interface IEndsWithSignature
{
    /// <summary>The longest signature: with a chain of certificates.</summary>
    const int LongestSignature = 256 * 1024;

    /// <summary>Checks what follows the bytes that the renderer writes without a key.</summary>
    /// <param name="report">The report.</param>
    /// <param name="end">What follows; not empty.</param>
    /// <param name="trusted">The keys that the caller trusts.</param>
    Proof CheckEnd(AuditReport report, byte[] end, ImmutableArray<VerificationKey> trusted);
}
