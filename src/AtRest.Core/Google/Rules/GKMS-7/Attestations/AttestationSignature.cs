using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AtRest.Core.Google.Rules.Attestations;

/// <summary>
/// The statement's own signature. Unpacked, its last bytes are an RSA signature with SHA-256 over all before them, as long as the key is: so Google's
/// published script has it (https://github.com/GoogleCloudPlatform/python-docs-samples/tree/main/kms/attestations).
/// </summary>
internal static class AttestationSignature
{
    /// <summary>Far more than a statement is; what unpacks to more is none.</summary>
    private const int LargestStatement = 1 << 20;

    /// <param name="content">Base64 of the packed statement.</param>
    /// <param name="signers">The certificates of the key that must have signed it.</param>
    public static AttestationSignatureResult Verify(string content, IEnumerable<X509Certificate2> signers)
    {
        if (Unpack(content) is not { } statement)
        {
            return new(false, "Its content could not be unpacked, so the signature over it was not verified.");
        }

        var verified = 0;
        foreach (var signer in signers)
        {
            using var key = signer.GetRSAPublicKey();
            var length = key is null ? 0 : key.KeySize / 8;
            if (key is null || statement.Length <= length)
            {
                return new(false, "Its content has not the form that Google documents, so the signature over it was not verified.");
            }

            if (!key.VerifyData(statement.AsSpan(..^length), statement.AsSpan(^length..), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))
            {
                return new(true, $"'{signer.Subject}' has not signed it.");
            }

            verified++;
        }

        return new(false, verified == 0
            ? "No certificate of the partition that signs came with it, so the signature over its content was not verified."
            : "The signature over its content was verified with the partition's key.");
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

/// <summary>What came of it.</summary>
/// <param name="IsWrong">A signature was looked at, and it does not fit.</param>
/// <param name="Message">A sentence.</param>
internal sealed record AttestationSignatureResult(bool IsWrong, string Message);
