using AtRest.Core.Google.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Google.Rules.Attestations;

/// <summary>
/// Checks the attestation of one version: that it exists, that its format is supported, and that its certificate chains and its signature are valid. Uses no network
/// and no certificate store. Whether a chain's root belongs to Google or the HSM manufacturer is not verified, because the product does not contain those roots.
/// </summary>
internal static class AttestationCheck
{
    /// <summary>https://docs.cloud.google.com/kms/docs/reference/rest/v1/KeyOperationAttestation#AttestationFormat.</summary>
    private static readonly string[] KnownFormats = ["CAVIUM_V1_COMPRESSED", "CAVIUM_V2_COMPRESSED"];

    public static AttestationResult Of(KeyAttestation? attestation, DateTimeOffset moment)
    {
        if (attestation is null)
        {
            return new(FindingStatus.Fail, "has no attestation");
        }

        if (string.IsNullOrEmpty(attestation.Content))
        {
            return new(FindingStatus.Fail, "has an attestation without content");
        }

        if (GoogleWords.Said(attestation.Format) is not { } format)
        {
            return new(FindingStatus.Unknown, "has an attestation, but Google Cloud KMS did not return its format");
        }

        if (!KnownFormats.Contains(format))
        {
            return new(FindingStatus.Unknown, $"has an attestation in the format '{format}', which this version of AtRest does not support");
        }

        CertificateChainResult[] chains =
        [
            .. Check("HSM manufacturer's", attestation.CaviumCerts, moment),
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
            return new(FindingStatus.Fail, $"has an attestation ({format}) with invalid certificates: {string.Join("; ", faults)}");
        }

        if (chains.Length == 0)
        {
            return new(FindingStatus.Pass, $"has an attestation ({format}). It includes no certificate chain, so its signature was not verified");
        }

        // The key of the partition signs the attestation. Both the manufacturer and the owner certify that key.
        var signature = AttestationSignature.Verify(attestation.Content!, chains.Where(chain => chain.Name != "owner's card").Select(chain => chain.Leaf!));
        var statement = string.Join(", ", chains.Select(chain => chain.Statement));
        return signature.IsWrong
            ? new(FindingStatus.Fail, $"has an attestation ({format}) with a signature that does not match its content. {signature.Message}")
            : new(
                FindingStatus.Pass,
                $"has an attestation ({format}). Verified offline: {statement}, with the signature, issuer and validity of each certificate at the time of the audit. {signature.Message} Not verified: whether the roots of the chains belong to Google and the HSM manufacturer, whether a certificate was revoked, and what the content states about the key");
    }

    private static IEnumerable<CertificateChainResult> Check(string name, IReadOnlyList<string> certificates, DateTimeOffset moment) =>
        certificates.Count == 0 ? [] : [CertificateChainCheck.Of(name, certificates, moment)];
}

/// <summary>The result for one version's attestation. The message continues a sentence that starts with the version's name.</summary>
internal sealed record AttestationResult(FindingStatus Status, string Message);
