using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AtRest.Core.Endpoints.Evidence;

namespace AtRest.Collectors.Endpoints;

/// <summary>Turns what .NET found about a server's certificate into evidence.</summary>
internal static class CertificateReading
{
    /// <summary>Null if the server sent no certificate.</summary>
    /// <param name="chain">Its chain.</param>
    /// <param name="host">The name or the address of the endpoint.</param>
    public static ServerCertificate? Of(X509Chain? chain, string host) => chain?.ChainElements is [{ Certificate: var certificate }, ..]
        ? new ServerCertificate
        {
            Subject = certificate.Subject,
            Issuer = certificate.Issuer,
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = certificate.NotAfter.ToUniversalTime(),

            // .NET's own check accepts the common name of a certificate without alternative names.
            IsForHost = Matches(certificate, host, allowCommonName: false),
            CommonNameForHost = !Matches(certificate, host, allowCommonName: false) && Matches(certificate, host, allowCommonName: true) ? certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false) : null,
            ChainProblems = [.. Problems(chain).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        }
        : null;

    /// <summary>False also for names that are not valid, such as alternative names that cannot be read.</summary>
    private static bool Matches(X509Certificate2 certificate, string host, bool allowCommonName)
    {
        try
        {
            return certificate.MatchesHostname(host, allowWildcards: true, allowCommonName);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>The dates of the server's own certificate are judged by the rule, at the time of the audit.</summary>
    private static IEnumerable<string> Problems(X509Chain chain) => chain.ChainElements
        .SelectMany((element, index) => element.ChainElementStatus
            .Select(status => index == 0 ? status.Status & ~X509ChainStatusFlags.NotTimeValid : status.Status)
            .Where(status => status != X509ChainStatusFlags.NoError)
            .Select(status => status.ToString()));
}
