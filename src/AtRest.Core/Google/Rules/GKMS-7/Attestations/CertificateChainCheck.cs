using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AtRest.Core.Rules;

namespace AtRest.Core.Google.Rules.Attestations;

/// <summary>Checks a list of certificates by themselves: each is valid at the moment, and issued and signed by another one of the list, up to one end.</summary>
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
                return $"'{certificate.Subject}' of the {name} chain is not signed by '{certificate.Issuer}', which it names as its issuer";
            }
        }

        // One end only: the certificate that the list begins with leads there by the issuers' names.
        var ends = chain.Where(certificate => !chain.Any(other => !ReferenceEquals(other, certificate) && IsNamedIssuer(other, certificate) && !Same(other, certificate))).ToList();
        return ends.Count switch
        {
            0 => $"the certificates of the {name} chain issue each other in a circle",
            1 => null,
            _ => $"the certificates of the {name} chain do not follow from each other: '{ends[0].Subject}' is issued by '{ends[0].Issuer}', which is not among them",
        };
    }

    private static string? Validity(X509Certificate2 certificate, DateTimeOffset moment)
    {
        DateTimeOffset from = certificate.NotBefore.ToUniversalTime();
        DateTimeOffset until = certificate.NotAfter.ToUniversalTime();
        return moment < from ? $"is valid only from {Wording.Day(from)}"
            : moment > until ? $"has expired on {Wording.Day(until)}"
            : null;
    }

    internal static bool IsNamedIssuer(X509Certificate2 issuer, X509Certificate2 certificate) => issuer.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private static bool Same(X509Certificate2 one, X509Certificate2 other) => one.RawData.AsSpan().SequenceEqual(other.RawData);
}

/// <summary>What came of the check.</summary>
internal sealed class CertificateChainResult(string name, X509Certificate2Collection certificates, string? fault) : IDisposable
{
    public string Name { get; } = name;

    /// <summary>Null if all is right.</summary>
    public string? Fault { get; } = fault;

    /// <summary>The one that issued no other of the list. It should come first (RFC 5246, 7.4.2), but nothing depends on that.</summary>
    public X509Certificate2? Leaf => certificates.FirstOrDefault(certificate => !certificates.Any(other =>
        !ReferenceEquals(other, certificate) && CertificateChainCheck.IsNamedIssuer(certificate, other)));

    /// <summary>What it consists of and where it ends.</summary>
    public string Statement
    {
        get
        {
            var end = certificates.FirstOrDefault(certificate => CertificateChainCheck.IsNamedIssuer(certificate, certificate));
            var count = certificates.Count == 1 ? "1 certificate" : $"{certificates.Count} certificates";
            return end is not null
                ? $"the {Name} chain ({count}, up to the self-signed '{end.Subject}')"
                : $"the {Name} chain ({count}, up to the issuer '{OuterIssuer()}', whose own certificate did not come with it)";
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
