using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AtRest.Core.Google.Rules.Attestations;

/// <summary>
/// Verifies the signature of an attestation. The last bytes of the decompressed content are an RSA signature with SHA-256 over all bytes before them, and have the length of the key. See Google's
/// script (https://github.com/GoogleCloudPlatform/python-docs-samples/tree/main/kms/attestations).
/// </summary>
internal static class AttestationSignature
{
    /// <summary>Much larger than any attestation. Larger content is not an attestation.</summary>
    private const int LargestStatement = 1 << 20;

    /// <param name="content">The compressed attestation, in base64.</param>
    /// <param name="signers">The certificates of the key that must have signed the attestation.</param>
    public static AttestationSignatureResult Verify(string content, IEnumerable<X509Certificate2> signers)
    {
        if (Unpack(content) is not { } statement)
        {
            return new(false, "Its content could not be decompressed, so its signature was not verified.");
        }

        var verified = 0;
        foreach (var signer in signers)
        {
            using var key = signer.GetRSAPublicKey();
            var length = key is null ? 0 : key.KeySize / 8;
            if (key is null || statement.Length <= length)
            {
                return new(false, "Its content does not have the form that Google documents, so its signature was not verified.");
            }

            if (!key.VerifyData(statement.AsSpan(..^length), statement.AsSpan(^length..), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            {
                return new(true, $"It was not signed by '{signer.Subject}'.");
            }

            verified++;
        }

        return new(false, verified == 0
            ? "It includes no certificate of the signing partition, so its signature was not verified."
            : "Its signature was verified with the key of the partition.");
    }

    private static byte[]? Unpack(string content)
    {
        try
        {
            using var unpacking = new GZipStream(new MemoryStream(Convert.FromBase64String(content)), CompressionMode.Decompress);
            var buffer = new byte[LargestStatement + 1];
            var length = unpacking.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return length is 0 or > LargestStatement ? null : buffer[..length];
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException)
        {
            return null;
        }
    }
}

/// <summary>The result.</summary>
/// <param name="IsWrong">Whether a signature was checked and does not match.</param>
/// <param name="Message">A sentence.</param>
internal sealed record AttestationSignatureResult(bool IsWrong, string Message);
