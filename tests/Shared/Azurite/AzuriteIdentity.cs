using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace AtRest.Tests.Shared.Azurite;

/// <summary>What Azurite needs for access with a token: a certificate, because tokens are sent over TLS only, and a token that looks valid.</summary>
internal static class AzuriteIdentity
{
    /// <summary>Writes a certificate for 127.0.0.1 and gives the arguments that make Azurite use it and take tokens.</summary>
    public static string[] Arguments(string folder)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var (certificatePath, keyPath) = (Path.Combine(folder, "azurite.pem"), Path.Combine(folder, "azurite.key"));
        File.WriteAllText(certificatePath, certificate.ExportCertificatePem());
        File.WriteAllText(keyPath, key.ExportPkcs8PrivateKeyPem());
        return ["--cert", certificatePath, "--key", keyPath, "--oauth", "basic"];
    }

    /// <summary>A token in form; Azurite does not look at its signature.</summary>
    public static string Token(DateTimeOffset now) => string.Join('.', Part(new { alg = "RS256", typ = "JWT" }), Part(Claims(now)), "c2lnbmF0dXJl");

    private static object Claims(DateTimeOffset now) => new
    {
        aud = "https://storage.azure.com",
        iss = "https://sts.windows.net/ab1f708d-50f6-404c-a006-d71b2ac7a606/",
        iat = now.AddMinutes(-5).ToUnixTimeSeconds(),
        nbf = now.AddMinutes(-5).ToUnixTimeSeconds(),
        exp = now.AddHours(1).ToUnixTimeSeconds(),
        oid = "11059fcc-5514-4800-b5f8-49808b9cfab6",
        tid = "ab1f708d-50f6-404c-a006-d71b2ac7a606",
    };

    private static string Part(object value) => Convert.ToBase64String(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(value))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
