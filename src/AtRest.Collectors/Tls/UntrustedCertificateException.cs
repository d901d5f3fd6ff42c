using System.Security.Authentication;

namespace AtRest.Collectors.Tls;

/// <summary>A server showed a certificate that this machine does not trust. The message says whose, who issued it and what is wrong; it is a sentence.</summary>
internal sealed class UntrustedCertificateException(string message, string remedy) : AuthenticationException(message)
{
    /// <summary>What to do about it: sentences.</summary>
    public string Remedy { get; } = remedy;
}
