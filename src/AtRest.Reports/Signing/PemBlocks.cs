using System.Security.Cryptography;

namespace AtRest.Reports.Signing;

/// <summary>The blocks of a PEM text: https://www.rfc-editor.org/rfc/rfc7468.</summary>
internal static class PemBlocks
{
    public static IEnumerable<(string Label, byte[] Der)> Of(string text)
    {
        var rest = text;
        while (PemEncoding.TryFind(rest, out var fields))
        {
            var der = new byte[fields.DecodedDataLength];
            if (!Convert.TryFromBase64String(rest[fields.Base64Data], der, out var length))
            {
                yield break;
            }

            yield return (rest[fields.Label], der[..length]);
            rest = rest[fields.Location.End..];
        }
    }
}
