using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace AtRest.Tests.Signing;

/// <summary>A new key with a certificate, in the forms of files.</summary>
internal sealed class TestKey : IDisposable
{
    private readonly ECDsa key;

    public TestKey(ECCurve? curve = null, DateTimeOffset? from = null, DateTimeOffset? until = null, X509KeyUsageFlags? usage = null)
    {
        key = ECDsa.Create(curve ?? ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test signer", key, HashAlgorithmName.SHA256);
        if (usage is { } flags)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, critical: true));
        }

        Certificate = request.CreateSelfSigned(from ?? new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), until ?? new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    public X509Certificate2 Certificate { get; }

    /// <summary>The private key and the certificate.</summary>
    public byte[] Pem => Encoding.ASCII.GetBytes($"{key.ExportPkcs8PrivateKeyPem()}\n{Certificate.ExportCertificatePem()}\n");

    public string PrivatePem => key.ExportPkcs8PrivateKeyPem();

    public string Sec1Pem => key.ExportECPrivateKeyPem();

    public string CertificatePem => Certificate.ExportCertificatePem();

    public string PublicPem => key.ExportSubjectPublicKeyInfoPem();

    public byte[] Pkcs12(string? password) => Certificate.Export(X509ContentType.Pkcs12, password);

    public string EncryptedPem(string password) => key.ExportEncryptedPkcs8PrivateKeyPem(password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000));

    public void Dispose()
    {
        key.Dispose();
        Certificate.Dispose();
    }
}
