using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;

namespace AtRest.Reports.Signing;

/// <summary>
/// The form of the CMS messages that AtRest writes. A check of the signature alone accepts some changes: of versions and parameters, and of what follows the message.
/// </summary>
internal static class CmsForm
{
    private static readonly Asn1Tag Explicit = new(TagClass.ContextSpecific, 0);

    /// <summary>Signed data, version 1, SHA-256, data; version 1, SHA-256, ECDSA with SHA-256.</summary>
    private static readonly byte[] Expected = Convert.FromHexString(
        "06092A864886F70D010702" + "020101" + "310D300B0609608648016503040201" + "300B06092A864886F70D010701" + "020101" + "300B0609608648016503040201" + "300A06082A8648CE3D040302");

    /// <summary>Whether bytes are a message in this form, followed by zeros.</summary>
    public static bool IsOf(byte[] padded)
    {
        try
        {
            var length = new AsnReader(padded, AsnEncodingRules.DER).PeekEncodedValue().Length;
            return !padded.AsSpan(length).ContainsAnyExcept((byte)0) && FixedParts(padded.AsMemory(0, length)).AsSpan().SequenceEqual(Expected);
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>What is the same in all messages (RFC 5652, 5.1 and 5.3): all but certificates, issuer, attributes and signature.</summary>
    private static byte[] FixedParts(ReadOnlyMemory<byte> message)
    {
        var parts = new List<byte>();
        void Keep(AsnReader reader) => parts.AddRange(reader.ReadEncodedValue().Span);

        var content = new AsnReader(message, AsnEncodingRules.DER).ReadSequence();
        Keep(content);
        var wrapped = content.ReadSequence(Explicit);
        content.ThrowIfNotEmpty();
        var data = wrapped.ReadSequence();
        wrapped.ThrowIfNotEmpty();
        Keep(data);
        Keep(data);
        Keep(data);
        data.ReadEncodedValue();
        var signers = data.ReadSetOf();
        data.ThrowIfNotEmpty();
        var signer = signers.ReadSequence();
        signers.ThrowIfNotEmpty();
        Keep(signer);
        signer.ReadEncodedValue();
        Keep(signer);
        signer.ReadEncodedValue();
        Keep(signer);
        signer.ReadOctetString();
        signer.ThrowIfNotEmpty();
        return [.. parts];
    }

    /// <summary>Signs bytes with a message that does not contain them.</summary>
    /// <param name="data">The bytes.</param>
    /// <param name="certificate">The certificate of the key.</param>
    /// <param name="key">The private key.</param>
    /// <param name="chain">The certificates, the one of the key first.</param>
    public static byte[] Sign(byte[] data, X509Certificate2 certificate, ECDsa key, IReadOnlyList<byte[]> chain)
    {
        var signer = new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, certificate, key) { DigestAlgorithm = new Oid("2.16.840.1.101.3.4.2.1"), IncludeOption = X509IncludeOption.EndCertOnly };
        signer.SignedAttributes.Add(SigningCertificates.Attribute(chain));
        foreach (var issuer in chain.Skip(1))
        {
            signer.Certificates.Add(X509CertificateLoader.LoadCertificate(issuer));
        }

        var message = new SignedCms(new ContentInfo(data), detached: true);
        message.ComputeSignature(signer);
        return message.Encode();
    }
}
