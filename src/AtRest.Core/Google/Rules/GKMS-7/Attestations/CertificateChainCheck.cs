using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AtRest.Core.Rules;

namespace AtRest.Core.Google.Rules.Attestations;

/// <summary>Checks a list of certificates without other sources: each is valid at the given time, and is issued and signed by another one in the list, up to one end.</summary>
internal static class CertificateChainCheck
{
    public static CertificateChainResult Of(string name, IReadOnlyList<string> certificates, DateTimeOffset moment)
    {
        var chain = new X509Certificate2Collection();
        return new(name, chain, certificates.All(pem => IsAdded(chain, pem)) ? FaultOf(name, chain, moment) : $"a certificate of the {name} chain cannot be read");
    }

    private static bool IsAdded(X509Certificate2Collection chain, string pem)
    {
        try
        {
            using var read = X509Certificate2.CreateFromPem(pem);
            if (!chain.Any(known => Same(known, read)))
            {
                chain.ImportFromPem(pem);
            }

            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static string? FaultOf(string name, X509Certificate2Collection chain, DateTimeOffset moment)
    {
        foreach (var certificate in chain)
        {
            if (Validity(certificate, moment) is { } invalid)
            {
                return $"'{certificate.Subject}' of the {name} chain {invalid}";
            }

            var issuers = chain.Where(other => IsNamedIssuer(other, certificate)).ToList();
            if (issuers.Count > 0 && !issuers.Exists(issuer => CertificateSignature.IsBy(certificate, issuer)))
            {
                return $"'{certificate.Subject}' of the {name} chain is not signed by its issuer '{certificate.Issuer}'";
            }
        }

        // There must be one end, which is reached from the first certificate by the issuers' names.
        var ends = chain.Where(certificate => !chain.Any(other => !ReferenceEquals(other, certificate) && IsNamedIssuer(other, certificate) && !Same(other, certificate))).ToList();
        return ends.Count switch
        {
            0 => $"the certificates of the {name} chain form a loop",
            1 => null,
            _ => $"the {name} chain is incomplete: '{ends[0].Subject}' is issued by '{ends[0].Issuer}', which is not in the chain",
        };
    }

    private static string? Validity(X509Certificate2 certificate, DateTimeOffset moment)
    {
        DateTimeOffset from = certificate.NotBefore.ToUniversalTime();
        DateTimeOffset until = certificate.NotAfter.ToUniversalTime();
        return moment < from ? $"is valid only from {Wording.Day(from)}"
            : moment > until ? $"expired on {Wording.Day(until)}"
            : null;
    }

    internal static bool IsNamedIssuer(X509Certificate2 issuer, X509Certificate2 certificate) => issuer.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static bool Same(X509Certificate2 one, X509Certificate2 other) => one.RawData.AsSpan().SequenceEqual(other.RawData);
}

/// <summary>The result of the check.</summary>
internal sealed class CertificateChainResult(string name, X509Certificate2Collection certificates, string? fault) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>Null if the chain is valid.</summary>
    public string? Fault { get; } = fault;

    /// <summary>The certificate that issued no other one in the list. It should come first (RFC 5246, 7.4.2), but the check does not depend on this.</summary>
    public X509Certificate2? Leaf => certificates.FirstOrDefault(certificate => !certificates.Any(other =>
        !ReferenceEquals(other, certificate) && CertificateChainCheck.IsNamedIssuer(certificate, other)));

    /// <summary>The number of certificates and the end of the chain.</summary>
    public string Statement
    {
        get
        {
            var end = certificates.FirstOrDefault(certificate => CertificateChainCheck.IsNamedIssuer(certificate, certificate));
            var count = certificates.Count == 1 ? "1 certificate" : $"{certificates.Count} certificates";
            return end is not null
                ? $"the {Name} chain ({count}, up to the self-signed '{end.Subject}')"
                : $"the {Name} chain ({count}, up to the issuer '{OuterIssuer()}', whose certificate is not included)";
        }
    }

    public void Dispose()
    {
        foreach (var certificate in certificates)
        {
            certificate.Dispose();
        }
    }

    private string OuterIssuer()
    {
        var subjects = certificates.Select(certificate => certificate.Subject).ToImmutableHashSet(StringComparer.Ordinal);
        return certificates.Select(certificate => certificate.Issuer).FirstOrDefault(issuer => !subjects.Contains(issuer)) ?? "";
    }
}
