using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AtRest.Core.Google.Rules.Attestations;

/// <summary>
/// Verifies who signed a certificate (RFC 5280, 4.1). <c>X509Chain</c> would look into the machine's stores, and two machines could then judge the same
/// evidence differently.
/// </summary>
internal static class CertificateSignature
{
    public static bool IsBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        try
        {
            var sequence = new AsnReader(certificate.RawData, AsnEncodingRules.DER).ReadSequence();
            var signed = sequence.ReadEncodedValue();
            sequence.ReadEncodedValue();
            var signature = sequence.ReadBitString(out _);
            return HashOf(certificate.SignatureAlgorithm.Value) is { } hash && Verify(issuer, signed.Span, signature, hash);
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            // What cannot be read was not signed by anybody.
            return false;
        }
    }

    private static bool Verify(X509Certificate2 issuer, ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        using var rsa = issuer.GetRSAPublicKey();
        using var ecdsa = issuer.GetECDsaPublicKey();
        return rsa?.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1)
            ?? ecdsa?.VerifyData(signed, signature, hash, DSASignatureFormat.Rfc3279DerSequence)
            ?? false;
    }

    private static HashAlgorithmName? HashOf(string? algorithm) => algorithm switch
    {
        "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => HashAlgorithmName.SHA256,
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => HashAlgorithmName.SHA384,
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => HashAlgorithmName.SHA512,
        _ => null,
    };
}
