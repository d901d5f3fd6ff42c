using System.Buffers.Text;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace AtRest.Reports.Signing;

/// <summary>Public keys in a file: PEM with keys or certificates, or a JSON Web Key Set (https://www.rfc-editor.org/rfc/rfc7517#section-5).</summary>
public static class KeySet
{
    /// <summary>The media type of <see cref="Write"/>.</summary>
    public const string MediaType = "application/jwk-set+json";

    /// <summary>Reads all keys of a file. Of a chain of certificates in PEM, the first one has the key.</summary>
    /// <exception cref="SigningKeyException">The file has no key that AtRest can use.</exception>
    public static ImmutableArray<VerificationKey> Read(ReadOnlySpan<byte> content)
    {
        var text = Encoding.UTF8.GetString(content);
        var keys = text.TrimStart().StartsWith('{') ? ReadSet(text) : ReadPem(text);
        return keys.IsEmpty ? throw new SigningKeyException("The file has no public key: neither PEM (PUBLIC KEY, CERTIFICATE) nor a JSON Web Key Set with an ECDSA key on P-256.") : keys;
    }

    /// <summary>Writes a JSON Web Key Set.</summary>
    public static byte[] Write(IEnumerable<VerificationKey> keys)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, SigningJson.Writing))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in keys)
            {
                json.WriteStartObject();
                json.WriteString("kid", key.KeyId);
                json.WriteString("kty", "EC");
                json.WriteString("crv", "P-256");
                json.WriteString("alg", "ES256");
                json.WriteString("use", "sig");
                json.WriteString("x", Base64Url.EncodeToString(key.Parameters.Q.X));
                json.WriteString("y", Base64Url.EncodeToString(key.Parameters.Q.Y));
                if (!key.Certificates.IsEmpty)
                {
                    json.WriteStartArray("x5c");
                    foreach (var certificate in key.Certificates)
                    {
                        json.WriteBase64StringValue(certificate);
                    }

                    json.WriteEndArray();
                }

                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    private static ImmutableArray<VerificationKey> ReadPem(string text)
    {
        var keys = ImmutableArray.CreateBuilder<VerificationKey>();
        var blocks = PemBlocks.Of(text).ToList();
        if (blocks.Exists(block => block.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)))
        {
            throw new SigningKeyException("The file has a private key. Give only the public key or the certificate, and keep the private key secret.");
        }

        try
        {
            foreach (var (_, der) in blocks.Where(block => block.Label == "PUBLIC KEY"))
            {
                keys.Add(VerificationKey.OfInfo(der));
            }

            // The certificates of issuers are not keys that sign reports.
            if (blocks.Find(block => block.Label == "CERTIFICATE") is { Der: { } first })
            {
                using var certificate = X509CertificateLoader.LoadCertificate(first);
                keys.Add(VerificationKey.Of(certificate));
            }
        }
        catch (CryptographicException exception)
        {
            throw new SigningKeyException("A certificate in the file is damaged.", exception);
        }

        return keys.ToImmutable();
    }

    private static ImmutableArray<VerificationKey> ReadSet(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.TryGetProperty("keys", out var keys)
                ? [.. keys.EnumerateArray().Where(IsP256).Select(key => VerificationKey.OfPoint(Coordinate(key, "x"), Coordinate(key, "y"), CertificatesOf(key)))]
                : [];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new SigningKeyException("The file is not a JSON Web Key Set that AtRest can read.", exception);
        }
    }

    private static bool IsP256(JsonElement key) => key.TryGetProperty("kty", out var type) && type.ValueEquals("EC") && key.TryGetProperty("crv", out var curve) && curve.ValueEquals("P-256");

    private static byte[] Coordinate(JsonElement key, string name) => Base64Url.DecodeFromChars(key.GetProperty(name).GetString());

    private static ImmutableArray<byte[]> CertificatesOf(JsonElement key) =>
        key.TryGetProperty("x5c", out var chain) ? [.. chain.EnumerateArray().Select(certificate => certificate.GetBytesFromBase64())] : [];
}
