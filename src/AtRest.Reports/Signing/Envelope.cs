using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AtRest.Reports.Signing;

/// <summary>
/// A DSSE envelope (https://github.com/secure-systems-lab/dsse/blob/master/envelope.md): a payload, its type, and signatures over both.
/// </summary>
internal sealed record Envelope
{
    /// <summary>The type of an in-toto statement (https://github.com/in-toto/attestation/blob/main/spec/v1/envelope.md).</summary>
    public const string InToto = "application/vnd.in-toto+json";

    /// <summary>Base64.</summary>
    [JsonRequired]
    public string Payload { get; set; } = "";

    [JsonRequired]
    public string PayloadType { get; set; } = "";

    [JsonRequired]
    public ImmutableArray<EnvelopeSignature> Signatures { get; set; } = [];

    /// <exception cref="FormatException">It is not an envelope. The message is a sentence.</exception>
    public static Envelope Read(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var envelope = JsonSerializer.Deserialize(utf8, SigningJson.Compact.Envelope) ?? throw new FormatException("It is not a DSSE envelope.");
            return envelope.Signatures is { IsDefaultOrEmpty: false } signatures && signatures.All(signature => signature is not null)
                ? envelope
                : throw new FormatException("The envelope has no signature.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new FormatException("It is not a DSSE envelope that AtRest can read.", exception);
        }
    }

    /// <summary>One line and a line end.</summary>
    public byte[] Write() => [.. JsonSerializer.SerializeToUtf8Bytes(this, SigningJson.Compact.Envelope), (byte)'\n'];

    /// <summary>The bytes that are signed: the pre-authentication encoding of type and payload (https://github.com/secure-systems-lab/dsse/blob/master/protocol.md#signature-definition).</summary>
    public static byte[] Encode(string payloadType, ReadOnlySpan<byte> payload)
    {
        var type = Encoding.UTF8.GetByteCount(payloadType);
        return [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"DSSEv1 {type} {payloadType} {payload.Length} ")), .. payload];
    }

    /// <summary>The bytes of the payload. Both forms of Base64 are allowed.</summary>
    /// <exception cref="FormatException">It is not Base64.</exception>
    public byte[] PayloadBytes() => Decode(Payload);

    /// <exception cref="FormatException">It is not Base64. The message is a sentence.</exception>
    internal static byte[] Decode(string base64)
    {
        // The library skips white space.
        if (base64.Any(char.IsWhiteSpace))
        {
            throw new FormatException("The envelope has white space in its Base64.");
        }

        var standard = base64.Replace('-', '+').Replace('_', '/');
        return Convert.FromBase64String(standard.PadRight((standard.Length + 3) / 4 * 4, '='));
    }
}

/// <summary>One signature of an envelope.</summary>
internal sealed record EnvelopeSignature
{
    /// <summary>A hint at the key; it is not signed. AtRest writes <see cref="VerificationKey.KeyId"/>.</summary>
    [JsonPropertyName("keyid")]
    public string? KeyId { get; set; }

    /// <summary>Base64 of the signature.</summary>
    [JsonRequired]
    public string Sig { get; set; } = "";
}
