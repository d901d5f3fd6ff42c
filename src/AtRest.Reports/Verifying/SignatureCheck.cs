using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using AtRest.Reports.Signing;

namespace AtRest.Reports.Verifying;

/// <summary>Checks an envelope: who signed it, and what it says.</summary>
internal sealed record SignatureCheck
{
    /// <summary>An envelope has a hash for each file, and a few certificates.</summary>
    public const int LongestEnvelope = 4 * 1024 * 1024;

    private const string GiveKey = "Get the signer's public key from the signer, and give it with --key.";

    public required ImmutableArray<Proof> Proofs { get; init; }

    /// <summary>What was signed; null if the signature is wrong.</summary>
    public InTotoStatement? Statement { get; init; }

    public static SignatureCheck Of(byte[] bytes, ImmutableArray<VerificationKey> trusted)
    {
        try
        {
            var envelope = Envelope.Read(bytes);
            var payload = envelope.PayloadBytes();
            return envelope.PayloadType == Envelope.InToto
                ? Of(envelope, Envelope.Encode(envelope.PayloadType, payload), InTotoStatement.Read(payload), trusted)
                : Failed("The envelope has another type of payload than application/vnd.in-toto+json.");
        }
        catch (FormatException exception)
        {
            return Failed($"The signature cannot be read. {exception.Message}");
        }
    }

    /// <summary>The same for an envelope that must have exactly the bytes that AtRest writes.</summary>
    public static SignatureCheck OfExact(byte[] bytes, ImmutableArray<VerificationKey> trusted)
    {
        try
        {
            var envelope = Envelope.Read(bytes);
            return envelope.Signatures.Length == 1 && envelope.Write().AsSpan().SequenceEqual(bytes) && Convert.ToBase64String(envelope.PayloadBytes()) == envelope.Payload
                && Convert.ToBase64String(Envelope.Decode(envelope.Signatures[0].Sig)) == envelope.Signatures[0].Sig && envelope.Signatures[0].KeyId is not null
                ? Of(bytes, trusted)
                : Failed("The signature does not have the form that AtRest writes: it was changed.");
        }
        catch (FormatException exception)
        {
            return Failed($"The signature cannot be read. {exception.Message}");
        }
    }

    private static SignatureCheck Of(Envelope envelope, byte[] signed, InTotoStatement statement, ImmutableArray<VerificationKey> trusted)
    {
        var own = Own(statement);
        if (Signer(envelope, signed, trusted) is { } known)
        {
            return own is null && !statement.Predicate.Certificates.IsDefaultOrEmpty ? Failed("The certificate in the signature cannot be read.")
                : own is not null && own.KeyId != known.KeyId ? Failed("The certificate in the signature belongs to another key than the one that signed.")
                : new SignatureCheck
                {
                    Statement = statement,
                    Proofs =
                    [
                        Proof.Proven($"The signature is valid, by a key that you trust: {known.KeyId}. It was signed at {statement.Predicate.SignedAt}."),
                        .. own is null ? [] : ValidityOf(own.Certificates[0], TimeOf(statement)),
                    ],
                };
        }

        return own is null || Signer(envelope, signed, [own]) is null
            ? Failed("The signature is not valid: the envelope was changed, or another key signed it.")
            : new SignatureCheck { Statement = statement, Proofs = [Proof.NotProven($"The signature is by the key {own.KeyId} in the envelope ({SubjectOf(own)}), but {WhyUntrusted(trusted)}")] };
    }

    /// <summary>The end of a sentence about a valid signature by a key that the caller does not trust.</summary>
    public static string WhyUntrusted(ImmutableArray<VerificationKey> trusted) =>
        $"{(trusted.IsEmpty ? "nothing shows whose key that is" : "it is not one of the keys that you gave with --key")}. {GiveKey}";

    /// <summary>The subject of a key's certificate.</summary>
    public static string SubjectOf(VerificationKey key)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(key.Certificates[0]);
        return certificate.Subject;
    }

    /// <summary>The certificate must have been valid when it was used. The time is the signer's own word; null: it has none.</summary>
    public static IEnumerable<Proof> ValidityOf(byte[] der, DateTimeOffset? time)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(der);
        if (time is null || time < certificate.NotBefore.ToUniversalTime() || time > certificate.NotAfter.ToUniversalTime())
        {
            yield return Proof.NotProven($"The certificate {certificate.Subject} was not valid when the report was signed.");
        }
    }

    private static SignatureCheck Failed(string text) => new() { Proofs = [Proof.Wrong(text)] };

    /// <summary>The key that made one of the signatures. A signature that names another key is not its.</summary>
    private static VerificationKey? Signer(Envelope envelope, byte[] signed, ImmutableArray<VerificationKey> keys) => keys.FirstOrDefault(key => envelope.Signatures.Any(signature =>
        (signature.KeyId is null || signature.KeyId.Length == 0 || signature.KeyId == key.KeyId) && key.Verifies(signed, Envelope.Decode(signature.Sig))));

    private static VerificationKey? Own(InTotoStatement statement)
    {
        try
        {
            if (statement.Predicate.Certificates.IsDefaultOrEmpty)
            {
                return null;
            }

            using var certificate = X509CertificateLoader.LoadCertificate(statement.Predicate.Certificates[0]);
            return VerificationKey.Of(certificate);
        }
        catch (Exception exception) when (exception is CryptographicException or SigningKeyException)
        {
            return null;
        }
    }

    private static DateTimeOffset? TimeOf(InTotoStatement statement) =>
        DateTimeOffset.TryParse(statement.Predicate.SignedAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
