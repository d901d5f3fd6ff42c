using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Text;
using System.Text.RegularExpressions;
using AtRest.Reports.Signing;
using AtRest.Reports.Verifying;

namespace AtRest.Reports.Pdf.Drawing;

/// <summary>
/// A digital signature after the bytes of a document (ISO 32000-1, 12.8), as an incremental update (7.5.6). The document's own bytes stay as they are, so that they can be compared with
/// what the program writes again. Readers show the signature in their panel; it is on no page.
/// </summary>
internal static partial class PdfSignature
{
    /// <summary>What a CMS message has besides certificates: digests, attributes, names and the signature.</summary>
    private const int BytesWithoutCertificates = 2_048;

    private const string ByteRangeForm = "0000000000 0000000000 0000000000";

    /// <summary>The bytes to add to the document.</summary>
    public static byte[] Sign(WrittenDocument document, SigningKey key, DateTimeOffset time)
    {
        var size = BytesWithoutCertificates + key.PublicKey.Certificates.Sum(certificate => certificate.Length);
        var (update, hole) = Compose(document, time, size);
        var cms = key.SignDetached([.. document.Bytes, .. update[..hole], .. update[(hole + 2 * size + 2)..]]);
        if (cms.Length > size)
        {
            throw new InvalidOperationException($"The signature has {cms.Length} bytes, and there is room for {size}.");
        }

        Encoding.ASCII.GetBytes(Convert.ToHexString(cms).PadRight(2 * size, '0')).CopyTo(update, hole + 1);
        return update;
    }

    /// <summary>Checks that bytes after a document are nothing but a signature over it.</summary>
    /// <param name="document">The document as this program writes it.</param>
    /// <param name="update">What follows it in the delivered file.</param>
    /// <param name="trusted">The keys that the caller trusts.</param>
    public static Proof Check(WrittenDocument document, byte[] update, ImmutableArray<VerificationKey> trusted)
    {
        var text = Encoding.Latin1.GetString(update);
        if (TimePattern().Match(text) is not { Success: true } date || ContentsPattern().Match(text) is not { Success: true } contents
            || !DateTimeOffset.TryParseExact(date.Groups[1].Value, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return Proof.Wrong("What follows the report in the PDF is not a signature of AtRest.");
        }

        var size = contents.Groups[1].Length / 2;
        var (expected, hole) = Compose(document, time, size);
        if (hole + 1 != contents.Groups[1].Index || expected.Length != update.Length)
        {
            return Proof.Wrong("What follows the report in the PDF is not a signature of AtRest.");
        }

        Encoding.ASCII.GetBytes(contents.Groups[1].Value).CopyTo(expected, hole + 1);
        if (!expected.AsSpan().SequenceEqual(update))
        {
            return Proof.Wrong("The PDF has more after the report than its signature.");
        }

        try
        {
            var cms = new SignedCms(new ContentInfo([.. document.Bytes, .. update[..hole], .. update[(hole + 2 * size + 2)..]]), detached: true);
            var message = Convert.FromHexString(contents.Groups[1].Value);
            if (!CmsForm.IsOf(message))
            {
                return Proof.Wrong("The signature in the PDF does not have the form that AtRest writes.");
            }

            cms.Decode(message);
            cms.CheckSignature(verifySignatureOnly: true);
            if (cms.SignerInfos is not [{ Certificate: { } certificate } signer] || !SigningCertificates.AreIn(cms, signer))
            {
                return Proof.Wrong("The certificates of the signature in the PDF were changed.");
            }

            var own = VerificationKey.Of(certificate);
            return trusted.Any(key => key.KeyId == own.KeyId) ? Proof.Proven($"The signature in the PDF is valid, by a key that you trust: {own.KeyId}.")
                : Proof.Note($"The signature in the PDF is valid, by the key {own.KeyId} in it, which is not one that you gave with --key.");
        }
        catch (Exception exception) when (exception is CryptographicException or SigningKeyException)
        {
            return Proof.Wrong("The signature in the PDF does not match its bytes.");
        }
    }

    /// <summary>The update with a hole for the signature, and where the hole begins.</summary>
    private static (byte[] Update, int Hole) Compose(WrittenDocument document, DateTimeOffset time, int size)
    {
        var (field, signature) = (document.Objects, document.Objects + 1);
        var text = new StringBuilder();
        var places = new SortedDictionary<int, long>();
        void Add(int number, string body)
        {
            places[number] = document.Bytes.Length + text.Length;
            text.Append(CultureInfo.InvariantCulture, $"{number} 0 obj\n{body}\nendobj\n");
        }

        Add(document.Catalog.Number, Extended(document.Catalog.Text, $"/AcroForm<</Fields[{field} 0 R]/SigFlags 3>>"));
        Add(document.FirstPage.Number, Extended(document.FirstPage.Text, $"/Annots[{field} 0 R]"));
        Add(field, $"<</Type/Annot/Subtype/Widget/FT/Sig/T(Signature)/V {signature} 0 R/P {document.FirstPage.Number} 0 R/Rect[0 0 0 0]/F 132>>");
        var date = time.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        Add(signature, $"<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M(D:{date}+00'00')/ByteRange[0 {ByteRangeForm}]/Contents<{new string('0', 2 * size)}>>>");
        var table = document.Bytes.Length + text.Length;
        text.Append("xref\n");
        foreach (var (number, place) in places)
        {
            text.Append(CultureInfo.InvariantCulture, $"{number} 1\n{place:d10} 00000 n \n");
        }

        text.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {document.Objects + 2}/Root {document.Catalog.Number} 0 R/Info {document.Info} 0 R/Prev {document.Table}/ID[<{document.Id}><{document.Id}>]>>\nstartxref\n{table}\n%%EOF\n");
        var update = text.ToString();
        var hole = update.IndexOf("/Contents<", StringComparison.Ordinal) + "/Contents".Length;
        var (before, after) = (document.Bytes.Length + hole, document.Bytes.Length + hole + 2 * size + 2);
        var range = string.Create(CultureInfo.InvariantCulture, $"{before:d10} {after:d10} {document.Bytes.Length + update.Length - after:d10}");
        return (Encoding.Latin1.GetBytes(update.Replace(ByteRangeForm, range, StringComparison.Ordinal)), hole);
    }

    /// <summary>The dictionary of an object with one more entry.</summary>
    private static string Extended(string text, string entry)
    {
        var dictionary = text[text.IndexOf("<<", StringComparison.Ordinal)..text.LastIndexOf(">>", StringComparison.Ordinal)];
        return $"{dictionary}{entry}>>";
    }

    [GeneratedRegex(@"/M\(D:([0-9]{14})\+00'00'\)")]
    private static partial Regex TimePattern();

    [GeneratedRegex("/Contents<([0-9A-F]*)>")]
    private static partial Regex ContentsPattern();
}
