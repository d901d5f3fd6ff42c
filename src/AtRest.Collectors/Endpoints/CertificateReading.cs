using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using AtRest.Core.Endpoints.Evidence;

namespace AtRest.Collectors.Endpoints;

/// <summary>Turns what .NET found about a server's certificate into evidence.</summary>
internal static class CertificateReading
{
    /// <summary>Null if the server sent no certificate.</summary>
    public static ServerCertificate? Of(X509Chain? chain, SslPolicyErrors errors) => chain?.ChainElements is [{ Certificate: var certificate }, ..]
        ? new ServerCertificate
        {
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            IsForHost = !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch),
            ChainProblems = [.. Problems(chain).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        }
        : null;

    /// <summary>The dates of the server's own certificate are judged by the rule, at the time of the audit.</summary>
    private static IEnumerable<string> Problems(X509Chain chain) => chain.ChainElements
        .SelectMany((element, index) => element.ChainElementStatus
            .Select(status => index == 0 ? status.Status & ~X509ChainStatusFlags.NotTimeValid : status.Status)
            .Where(status => status != X509ChainStatusFlags.NoError)
            .Select(status => status.ToString()));
}
