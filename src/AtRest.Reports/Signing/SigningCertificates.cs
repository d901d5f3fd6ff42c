using System.Collections.Immutable;
using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;

namespace AtRest.Reports.Signing;

/// <summary>The digests of the certificates in a CMS message (signing-certificate-v2, RFC 5035, 3). Without them, a certificate could be replaced by another with the same key.</summary>
internal static class SigningCertificates
{
    private static readonly Oid Type = new("1.2.840.113549.1.9.16.2.47");

    public static AsnEncodedData Attribute(IEnumerable<byte[]> certificates)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence())
        {
            foreach (var certificate in certificates)
            {
                using (writer.PushSequence())
                {
                    writer.WriteOctetString(SHA256.HashData(certificate));
                }
            }
        }

        return new Pkcs9AttributeObject(Type, writer.Encode());
    }

    /// <summary>Whether a message has exactly the certificates whose digests it signs.</summary>
    public static bool AreIn(SignedCms message, SignerInfo signer)
    {
        ImmutableArray<byte[]> certificates = [.. message.Certificates.Select(certificate => certificate.RawData)];
        var signed = signer.SignedAttributes.Cast<CryptographicAttributeObject>().Where(attribute => attribute.Oid.Value == Type.Value).ToList();
        return signed is [{ Values: [var value] }] && signer.Certificate is { } own
            && value.RawData.AsSpan().SequenceEqual(Attribute([own.RawData, .. certificates.Where(certificate => !certificate.AsSpan().SequenceEqual(own.RawData))]).RawData);
    }
}
