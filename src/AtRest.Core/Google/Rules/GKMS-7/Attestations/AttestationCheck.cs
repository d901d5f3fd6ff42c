using AtRest.Core.Google.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Google.Rules.Attestations;

/// <summary>
/// Looks at one version's attestation: that it is there, that its format is known, and what its certificate chains and its signature prove. Pure: no network,
/// no certificate store. That a chain's root is Google's or the HSM maker's is not verified: those roots are not in the product.
/// </summary>
internal static class AttestationCheck
{
    /// <summary>https://docs.cloud.google.com/kms/docs/reference/rest/v1/KeyOperationAttestation#AttestationFormat.</summary>
    private static readonly string[] KnownFormats = ["CAVIUM_V1_COMPRESSED", "CAVIUM_V2_COMPRESSED"];

    public static AttestationResult Of(KeyAttestation? attestation, DateTimeOffset moment)
    {
        if (attestation is null)
        {
            return new(FindingStatus.Fail, "carries no attestation");
        }

        if (string.IsNullOrEmpty(attestation.Content))
        {
            return new(FindingStatus.Fail, "carries an attestation without content");
        }

        if (GoogleWords.Said(attestation.Format) is not { } format)
        {
            return new(FindingStatus.Unknown, "carries an attestation, but Google did not say in which format");
        }

        if (!KnownFormats.Contains(format))
        {
            return new(FindingStatus.Unknown, $"carries an attestation in the format '{format}', which this version of AtRest does not know");
        }

        CertificateChainResult[] chains =
        [
            .. Check("HSM maker's", attestation.CaviumCerts, moment),
            .. Check("owner's card", attestation.GoogleCardCerts, moment),
            .. Check("owner's partition", attestation.GooglePartitionCerts, moment),
        ];
        try
        {
            return Judge(attestation, format, chains);
        }
        finally
        {
            foreach (var chain in chains)
            {
                chain.Dispose();
            }
        }
    }

    private static AttestationResult Judge(KeyAttestation attestation, string format, CertificateChainResult[] chains)
    {
        if (chains.Select(chain => chain.Fault).OfType<string>().ToList() is { Count: > 0 } faults)
        {
            return new(FindingStatus.Fail, $"carries an attestation ({format}) whose certificates do not hold: {string.Join("; ", faults)}");
        }

        if (chains.Length == 0)
        {
            return new(FindingStatus.Pass, $"carries an attestation ({format}). No certificate chain came with it, so its signature was not verified");
        }

        // The key of the partition signs, and both the maker and the owner certify it.
        var signature = AttestationSignature.Verify(attestation.Content!, chains.Where(chain => chain.Name != "owner's card").Select(chain => chain.Leaf!));
        var statement = string.Join(", ", chains.Select(chain => chain.Statement));
        return signature.IsWrong
            ? new(FindingStatus.Fail, $"carries an attestation ({format}) whose signature does not fit its content: {signature.Message}")
            : new(
                FindingStatus.Pass,
                $"carries an attestation ({format}). Verified offline: {statement}; each certificate's signature, issuer and validity on the day of the audit. {signature.Message} Not verified: that the chains' roots are Google's and the HSM maker's, whether a certificate was revoked, and what the content says about the key");
    }

    private static IEnumerable<CertificateChainResult> Check(string name, IReadOnlyList<string> certificates, DateTimeOffset moment) =>
        certificates.Count == 0 ? [] : [CertificateChainCheck.Of(name, certificates, moment)];
}

/// <summary>What is to be said of one version's attestation; the message goes on after the version's name.</summary>
internal sealed record AttestationResult(FindingStatus Status, string Message);
