using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AtRest.Collectors.Tests.Endpoints;

/// <summary>A certificate authority of the tests, and certificates from it.</summary>
internal static class TestCertificates
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private static readonly X509Certificate2 Authority = CreateAuthority();

    /// <summary>The authority, to be trusted.</summary>
    public static X509Certificate2Collection Roots => [X509CertificateLoader.LoadCertificate(Authority.Export(X509ContentType.Cert))];

    /// <summary>A certificate of the authority.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="daysLeft">Negative: expired.</param>
    public static X509Certificate2 For(string host, int daysLeft = 200)
    {
        using var key = RSA.Create(2048);
        var request = Request($"CN={host}", key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        names.AddIpAddress(IPAddress.Parse("192.0.2.1"));
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(Authority, Now.AddDays(-300), Now.AddDays(daysLeft), RandomNumberGenerator.GetBytes(8));
        return WithKey(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>A certificate of an intermediate authority, which it names by a URL only.</summary>
    /// <param name="host">Its name.</param>
    /// <param name="issuerUrl">Where the certificate of the intermediate authority is (Authority Information Access).</param>
    public static X509Certificate2 OfIntermediate(string host, string issuerUrl)
    {
        using var intermediateKey = RSA.Create(2048);
        var intermediateRequest = Request("CN=AtRest test intermediate", intermediateKey);
        intermediateRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var issued = intermediateRequest.Create(Authority, Now.AddDays(-300), Now.AddDays(300), RandomNumberGenerator.GetBytes(8));
        using var intermediate = issued.CopyWithPrivateKey(intermediateKey);

        using var key = RSA.Create(2048);
        var request = Request($"CN={host}", key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509AuthorityInformationAccessExtension(ocspUris: null, caIssuersUris: [issuerUrl]));
        using var certificate = request.Create(intermediate, Now.AddDays(-200), Now.AddDays(200), RandomNumberGenerator.GetBytes(8));
        return WithKey(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>A certificate of the authority with the host in its common name only.</summary>
    /// <param name="host">Its common name.</param>
    /// <param name="otherName">An alternative name. Null: it has none.</param>
    public static X509Certificate2 WithCommonName(string host, string? otherName = null)
    {
        using var key = RSA.Create(2048);
        var request = Request($"CN={host}", key);
        if (otherName is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(otherName);
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(Authority, Now.AddDays(-300), Now.AddDays(200), RandomNumberGenerator.GetBytes(8));
        return WithKey(certificate.CopyWithPrivateKey(key));
    }

    /// <summary>A certificate that no authority signed.</summary>
    public static X509Certificate2 SelfSigned(string host)
    {
        using var key = RSA.Create(2048);
        var request = Request($"CN={host}", key);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return WithKey(request.CreateSelfSigned(Now.AddDays(-1), Now.AddDays(200)));
    }

    private static X509Certificate2 CreateAuthority()
    {
        var key = RSA.Create(2048);
        var request = Request("CN=AtRest test authority", key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        return request.CreateSelfSigned(Now.AddDays(-1000), Now.AddDays(1000));
    }

    private static CertificateRequest Request(string subject, RSA key) => new(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    /// <summary>With a key that servers on every system can use.</summary>
    private static X509Certificate2 WithKey(X509Certificate2 certificate) => X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
}
