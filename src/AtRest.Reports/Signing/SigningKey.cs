using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AtRest.Reports.Signing;

/// <summary>A private key on P-256 with its certificate chain.</summary>
public sealed class SigningKey : IDisposable
{
    /// <summary>ERROR_INVALID_PASSWORD, which the runtime reports on every platform.</summary>
    private const int WrongPassword = unchecked((int)0x80070056);

    private const string HowToMake = "Create one with: openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 -subj /CN=AtRest -keyout key.pem -out certificate.pem; cat certificate.pem >> key.pem";

    private readonly ECDsa key;
    private readonly Lock signing = new();

    private SigningKey(ECDsa key, VerificationKey publicKey, X509Certificate2 certificate)
    {
        this.key = key;
        PublicKey = publicKey;
        Subject = certificate.Subject;
        NotBefore = certificate.NotBefore.ToUniversalTime();
        NotAfter = certificate.NotAfter.ToUniversalTime();
    }

    /// <summary>The public half, with the certificate chain.</summary>
    public VerificationKey PublicKey { get; }

    /// <summary>The subject of the certificate.</summary>
    public string Subject { get; }

    /// <summary>The start of the certificate's validity.</summary>
    public DateTimeOffset NotBefore { get; }

    /// <summary>The end of the certificate's validity.</summary>
    public DateTimeOffset NotAfter { get; }

    /// <summary>Reads a key with its certificates from a PEM file or a PKCS#12 file.</summary>
    /// <param name="content">The bytes of the file.</param>
    /// <param name="password">Of the PKCS#12 file, or of an encrypted PEM key.</param>
    /// <exception cref="SigningKeyException">The file has no usable key.</exception>
    public static SigningKey Read(byte[] content, string? password)
    {
        var (key, certificates) = content.AsSpan().IndexOf("-----BEGIN "u8) >= 0 ? ReadPem(Encoding.UTF8.GetString(content), password) : ReadPkcs12(content, password);
        try
        {
            return Of(key, certificates);
        }
        catch
        {
            key.Dispose();
            throw;
        }
        finally
        {
            foreach (var certificate in certificates)
            {
                certificate.Dispose();
            }
        }
    }

    /// <summary>Checks that the certificate is valid at a time.</summary>
    /// <exception cref="SigningKeyException">It has expired, or is not valid yet.</exception>
    public void RequireValid(DateTimeOffset time)
    {
        if (time > NotAfter)
        {
            throw new SigningKeyException($"The certificate {Subject} expired on {Day(NotAfter)}. Replace the key, and keep the old public key for earlier reports.");
        }

        if (time < NotBefore)
        {
            throw new SigningKeyException($"The certificate {Subject} is valid only from {Day(NotBefore)}. Check the clock of this machine, or use another key.");
        }
    }

    /// <summary>Signs bytes with ECDSA and SHA-256. The signature is DER-encoded, as <c>openssl</c> reads it.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (signing)
        {
            return key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        }
    }

    /// <summary>Signs bytes with a CMS message that does not contain them (RFC 5652), with the certificate chain and its digests (RFC 5035), as PDF signatures need it (ETSI EN 319 142-1, 6.3).</summary>
    internal byte[] SignDetached(byte[] data)
    {
        lock (signing)
        {
            using var certificate = X509CertificateLoader.LoadCertificate(PublicKey.Certificates[0]);
            return CmsForm.Sign(data, certificate, key, PublicKey.Certificates);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static SigningKey Of(ECDsa key, List<X509Certificate2> certificates)
    {
        VerificationKey.Of(key, []);
        if (certificates.Count == 0)
        {
            throw new SigningKeyException($"The file has a private key and no certificate. Add the certificate chain. {HowToMake}");
        }

        var own = certificates.Find(certificate => certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key.ExportSubjectPublicKeyInfo()))
            ?? throw new SigningKeyException("The private key does not belong to any certificate in the file. Put the key and its certificate into one file.");
        if (own.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault() is { } usage && !usage.KeyUsages.HasFlag(X509KeyUsageFlags.DigitalSignature))
        {
            throw new SigningKeyException($"The certificate {own.Subject} does not allow digital signatures (key usage). Use another certificate.");
        }

        ImmutableArray<byte[]> chain = [own.RawData, .. certificates.Where(certificate => certificate != own).Select(certificate => certificate.RawData)];
        return new SigningKey(key, VerificationKey.Of(key, chain), own);
    }

    private static (ECDsa Key, List<X509Certificate2> Certificates) ReadPem(string text, string? password)
    {
        ECDsa? key = null;
        var certificates = new List<X509Certificate2>();
        try
        {
            foreach (var (label, der) in PemBlocks.Of(text))
            {
                switch (label)
                {
                    case "CERTIFICATE":
                        certificates.Add(X509CertificateLoader.LoadCertificate(der));
                        break;
                    case "PRIVATE KEY" or "EC PRIVATE KEY" or "ENCRYPTED PRIVATE KEY" when key is not null:
                        throw new SigningKeyException("The file has more than one private key. Keep one.");
                    case "PRIVATE KEY" or "EC PRIVATE KEY" or "ENCRYPTED PRIVATE KEY":
                        key = Import(label, der, password);
                        break;
                    case "RSA PRIVATE KEY" or "DSA PRIVATE KEY":
                        throw new SigningKeyException($"The private key is not an ECDSA key on P-256. {HowToMake}");
                    default:
                        break;
                }
            }

            return (key ?? throw new SigningKeyException($"The file has no private key that AtRest can read (PKCS#8 or SEC1 in PEM, or PKCS#12). {HowToMake}"), certificates);
        }
        catch (Exception exception) when (exception is CryptographicException or SigningKeyException)
        {
            key?.Dispose();
            certificates.ForEach(certificate => certificate.Dispose());
            throw exception as SigningKeyException ?? new SigningKeyException("A certificate in the file is damaged. Export it again.", exception);
        }
    }

    private static ECDsa Import(string label, byte[] der, string? password)
    {
        var key = ECDsa.Create();
        try
        {
            switch (label)
            {
                case "ENCRYPTED PRIVATE KEY":
                    key.ImportEncryptedPkcs8PrivateKey(password ?? throw new SigningKeyException("The private key is encrypted, and no password is set. Set the password."), der, out _);
                    break;
                case "EC PRIVATE KEY":
                    key.ImportECPrivateKey(der, out _);
                    break;
                default:
                    key.ImportPkcs8PrivateKey(der, out _);
                    break;
            }

            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or SigningKeyException)
        {
            key.Dispose();
            throw exception as SigningKeyException ?? new SigningKeyException(
                label == "ENCRYPTED PRIVATE KEY" ? "The password of the private key is wrong, or the key is not an ECDSA key." : $"The private key is not an ECDSA key on P-256. {HowToMake}", exception);
        }
    }

    private static (ECDsa Key, List<X509Certificate2> Certificates) ReadPkcs12(byte[] content, string? password)
    {
        List<X509Certificate2> certificates;
        try
        {
            // macOS has no keys outside of a key chain.
            var flags = OperatingSystem.IsMacOS() ? X509KeyStorageFlags.Exportable : X509KeyStorageFlags.EphemeralKeySet;
            certificates = [.. X509CertificateLoader.LoadPkcs12Collection(content, password, flags)];
        }
        catch (CryptographicException exception) when (exception.HResult == WrongPassword)
        {
            throw new SigningKeyException("The password of the PKCS#12 file is wrong.", exception);
        }
        catch (CryptographicException exception)
        {
            throw new SigningKeyException($"The file is neither PEM nor PKCS#12. {HowToMake}", exception);
        }

        var holders = certificates.Where(certificate => certificate.HasPrivateKey).ToList();
        var key = holders is [var holder] ? holder.GetECDsaPrivateKey() : null;
        if (key is not null)
        {
            return (key, certificates);
        }

        certificates.ForEach(certificate => certificate.Dispose());
        throw new SigningKeyException(holders.Count switch
        {
            0 => "The PKCS#12 file has no private key. Export the certificate with its key.",
            1 => $"The private key is not an ECDSA key on P-256. {HowToMake}",
            _ => "The PKCS#12 file has more than one private key. Keep one.",
        });
    }

    private static string Day(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
