using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Signing;

namespace AtRest.Reports.Verifying;

/// <summary>A format whose files can end with a signature over all their other bytes.</summary>
internal interface IEndsWithSignature
{
    /// <summary>The longest signature: with a chain of certificates.</summary>
    const int LongestSignature = 256 * 1024;

    /// <summary>The longest file whose signature is checked. It is in memory for that.</summary>
    const int LongestFile = 512 * 1024 * 1024;

    /// <summary>Checks the signature at the end of a file. That needs no evidence, and finds every change of the file.</summary>
    /// <param name="file">All bytes.</param>
    /// <param name="trusted">The keys that the caller trusts.</param>
    /// <returns>Nothing if the file is not signed. A valid signature by an unknown key is <see cref="ProofState.NotProven"/>.</returns>
    ImmutableArray<Proof> CheckSignature(byte[] file, ImmutableArray<VerificationKey> trusted);

    /// <summary>Whether what follows the bytes that the renderer writes without a key is nothing but a signature.</summary>
    /// <param name="report">The report.</param>
    /// <param name="end">What follows; not empty.</param>
    bool IsSignature(AuditReport report, byte[] end);
}
