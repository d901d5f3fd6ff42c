using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace AtRest.Collectors.Tls;

/// <summary>
/// Checks a server's certificate as usual, with a better message: .NET reports only that a certificate is invalid, but neither its subject nor its issuer.
/// Behind a proxy that inspects TLS, the issuer shows what to do.
/// </summary>
internal static class ServerCertificates
{
    private const string TrustIssuer =
        "If a proxy in your network inspects TLS traffic, or if you run the server's certificate authority, add that authority's certificate to a PEM file with the public ones. Then set "
        + "SSL_CERT_FILE to that file (Linux), or add the certificate to the system's trusted roots (Windows, macOS). Then audit again.";

    /// <summary>For a <see cref="SocketsHttpHandler"/>.</summary>
    public static SslClientAuthenticationOptions Options => new() { RemoteCertificateValidationCallback = Check };

    /// <summary>The untrusted certificate that caused a failure; null if the failure has another cause.</summary>
    public static UntrustedCertificateException? Find(Exception exception)
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (current is UntrustedCertificateException own)
            {
                return own;
            }

            // From a library's own client, which reports the fault but not the issuer.
            if (current is AuthenticationException { Message: var text } && text.Contains("certificate", StringComparison.OrdinalIgnoreCase))
            {
                return new UntrustedCertificateException($"A server's certificate is not trusted: {text.TrimEnd('.')}.", TrustIssuer);
            }
        }

        return null;
    }

    private static bool Check(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var isTrusted = errors == SslPolicyErrors.None;
        return isTrusted ? isTrusted : throw Untrusted((sender as SslStream)?.TargetHostName ?? "the server", certificate, chain, errors);
    }

    private static UntrustedCertificateException Untrusted(string host, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return new UntrustedCertificateException($"{host} sent no certificate.", "Check the address, the proxy and the network.");
        }

        var (fault, remedy) = Fault(certificate, chain, errors);
        return new UntrustedCertificateException($"The certificate of {host}, issued by '{certificate.Issuer}' for '{certificate.Subject}', is not trusted: {fault}.", remedy);
    }

    private static (string Fault, string Remedy) Fault(X509Certificate certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var status = (chain?.ChainStatus ?? []).Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
        return status switch
        {
            _ when status.HasFlag(X509ChainStatusFlags.NotTimeValid) => (
                $"it is valid from {certificate.GetEffectiveDateString()} to {certificate.GetExpirationDateString()} only",
                "Check the clock of this machine. If it is correct, the server's operator must renew the certificate."),
            _ when status.HasFlag(X509ChainStatusFlags.Revoked) => ("it was revoked", "Do not connect. Ask the server's operator."),
            _ when (status & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) != 0 => (
                "it was not issued by a certificate authority that this machine trusts", TrustIssuer),
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => (
                "it is for another host name", "Check the address, and whether a proxy responds instead of the server."),
            _ => ($"it does not pass the checks ({status})", TrustIssuer),
        };
    }
}
