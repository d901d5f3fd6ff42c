using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AtRest.Reports.Signing;

/// <summary>An ECDSA public key on P-256, with its certificates if there are any.</summary>
public sealed class VerificationKey
{
    /// <summary>The curve P-256 (secp256r1): https://www.rfc-editor.org/rfc/rfc5480#section-2.1.1.1.</summary>
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly byte[] info;

    private VerificationKey(byte[] info, ECParameters parameters, ImmutableArray<byte[]> certificates)
    {
        this.info = info;
        Parameters = parameters;
        Certificates = certificates;
        KeyId = Convert.ToHexStringLower(SHA256.HashData(info));
    }

    /// <summary>The name of the key in envelopes and key sets: the lower-case hexadecimal SHA-256 of its SubjectPublicKeyInfo.</summary>
    public string KeyId { get; }

    /// <summary>DER, its own certificate first; empty for a bare key.</summary>
    public ImmutableArray<byte[]> Certificates { get; }

    /// <summary>The point of the key.</summary>
    internal ECParameters Parameters { get; }

    /// <summary>The key in PEM (<c>BEGIN PUBLIC KEY</c>), as <c>openssl</c> reads it.</summary>
    public string Pem => PemEncoding.WriteString("PUBLIC KEY", info) + "\n";

    /// <exception cref="SigningKeyException">The key is on another curve.</exception>
    public static VerificationKey Of(ECDsa key, ImmutableArray<byte[]> certificates)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return parameters.Curve.IsNamed && parameters.Curve.Oid.Value == P256
            ? new VerificationKey(key.ExportSubjectPublicKeyInfo(), parameters, certificates)
            : throw new SigningKeyException("The key is on another curve than P-256. Create a key on P-256 (prime256v1).");
    }

    /// <summary>The key of a certificate.</summary>
    /// <exception cref="SigningKeyException">The certificate has another kind of key.</exception>
    public static VerificationKey Of(X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPublicKey() ?? throw new SigningKeyException($"The certificate {certificate.Subject} does not have an ECDSA key. AtRest needs ECDSA on P-256.");
        return Of(key, [certificate.RawData]);
    }

    /// <summary>The key of its SubjectPublicKeyInfo.</summary>
    /// <exception cref="SigningKeyException">It is another kind of key.</exception>
    public static VerificationKey OfInfo(ReadOnlySpan<byte> info)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(info, out var read);
            return read == info.Length ? Of(key, []) : throw new SigningKeyException("The public key has bytes after its end.");
        }
        catch (CryptographicException exception)
        {
            throw new SigningKeyException("The public key is not an ECDSA key on P-256.", exception);
        }
    }

    /// <summary>The key at a point.</summary>
    /// <exception cref="SigningKeyException">The point is not on the curve.</exception>
    public static VerificationKey OfPoint(byte[] x, byte[] y, ImmutableArray<byte[]> certificates)
    {
        try
        {
            using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return Of(key, certificates);
        }
        catch (CryptographicException exception)
        {
            throw new SigningKeyException("The coordinates are not those of a public key on P-256.", exception);
        }
    }

    /// <summary>Whether a DER-encoded ECDSA signature with SHA-256 over the bytes is by this key.</summary>
    public bool Verifies(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create(Parameters);
        try
        {
            return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
