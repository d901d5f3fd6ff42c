using System.Security.Authentication;

namespace AtRest.Collectors.Tls;

/// <summary>A server sent a certificate that this machine does not trust. The message is a sentence with the subject, the issuer and the fault.</summary>
internal sealed class UntrustedCertificateException(string message, string remedy) : AuthenticationException(message)
{
    /// <summary>What to do: sentences.</summary>
    public string Remedy { get; } = remedy;
}
