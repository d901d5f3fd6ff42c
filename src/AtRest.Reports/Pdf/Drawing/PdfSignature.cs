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

    /// <summary>The length of an entry of a cross-reference table (ISO 32000-1, 7.5.4).</summary>
    private const int TableEntry = 20;

    /// <summary>What only a signed document has at its end.</summary>
    private static readonly string[] Traces = ["/ByteRange", "/SubFilter", "/SigFlags", "/FT/Sig", "/Type/Sig", "/AcroForm", "/Adobe.PPKLite"];

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

    /// <summary>Checks the signature at the end of a file. It covers every byte but its own, so every change is found.</summary>
    /// <param name="file">All bytes.</param>
    /// <param name="trusted">The keys that the caller trusts.</param>
    /// <returns>Nothing if the file is not signed.</returns>
    public static ImmutableArray<Proof> Check(byte[] file, ImmutableArray<VerificationKey> trusted)
    {
        var start = Math.Max(0, file.Length - IEndsWithSignature.LongestSignature);
        var end = Encoding.Latin1.GetString(file.AsSpan(start));
        if (IsUnsigned(file, end))
        {
            return [];
        }

        if (SignaturePattern().Match(end) is not { Success: true } signature)
        {
            // What remains of a signature, if a few of its bytes were changed.
            return Traces.Any(trace => end.Contains(trace, StringComparison.Ordinal)) ? [Proof.Wrong("The signature in the PDF is not one that AtRest writes: the file was changed.")] : [];
        }

        var contents = signature.Groups["contents"];
        var (hole, after) = (start + contents.Index - 1, start + contents.Index + contents.Length + 1);
        if (signature.Groups["range"].Value != RangeOf(hole, after, file.Length))
        {
            return [Proof.Wrong("The signature in the PDF is not over the whole file: the file was changed.")];
        }

        try
        {
            var message = Convert.FromHexString(contents.Value);
            if (!CmsForm.IsOf(message))
            {
                return [Proof.Wrong("The signature in the PDF does not have the form that AtRest writes: it was changed.")];
            }

            var cms = new SignedCms(new ContentInfo([.. file.AsSpan(0, hole), .. file.AsSpan(after)]), detached: true);
            cms.Decode(message);
            cms.CheckSignature(verifySignatureOnly: true);
            return cms.SignerInfos is [{ Certificate: { } certificate } signer] && SigningCertificates.AreIn(cms, signer)
                ? [.. Signer(VerificationKey.Of(certificate), signature.Groups["time"].Value, trusted)]
                : [Proof.Wrong("The certificates of the signature in the PDF were changed.")];
        }
        catch (Exception exception) when (exception is CryptographicException or SigningKeyException or FormatException)
        {
            return [Proof.Wrong("The signature in the PDF does not match its bytes: the file was changed.")];
        }
    }

    /// <summary>Whether bytes after a document are nothing but a signature. Whose it is, and whether it is valid, <see cref="Check"/> finds out.</summary>
    /// <param name="document">The document as this program writes it.</param>
    /// <param name="update">What follows it in the delivered file.</param>
    public static bool Follows(WrittenDocument document, byte[] update)
    {
        if (SignaturePattern().Match(Encoding.Latin1.GetString(update)) is not { Success: true } signature || !TryTime(signature.Groups["time"].Value, out var time))
        {
            return false;
        }

        var contents = signature.Groups["contents"];
        var (expected, hole) = Compose(document, time, contents.Length / 2);
        if (hole + 1 != contents.Index || expected.Length != update.Length)
        {
            return false;
        }

        Encoding.ASCII.GetBytes(contents.Value).CopyTo(expected, hole + 1);
        return expected.AsSpan().SequenceEqual(update);
    }

    private static IEnumerable<Proof> Signer(VerificationKey own, string signedAt, ImmutableArray<VerificationKey> trusted)
    {
        DateTimeOffset? time = TryTime(signedAt, out var parsed) ? parsed : null;
        return trusted.Any(key => key.KeyId == own.KeyId)
            ? [Proof.Proven($"The signature in the PDF is valid, by a key that you trust: {own.KeyId}. It was signed at {(time is { } at ? Timestamp.Iso(at) : signedAt)}."), .. SignatureCheck.ValidityOf(own.Certificates[0], time)]
            : [Proof.NotProven($"The signature in the PDF is by the key {own.KeyId} in it ({SignatureCheck.SubjectOf(own)}), but {SignatureCheck.WhyUntrusted(trusted)}")];
    }

    private static bool TryTime(string text, out DateTimeOffset time) => DateTimeOffset.TryParseExact(text, "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <summary>Whether the file ends as <see cref="FileWriter"/> ends it: with a table of all objects, and a trailer that has no earlier one.</summary>
    private static bool IsUnsigned(byte[] file, string end) =>
        UnsignedPattern().Match(end) is { Success: true } trailer
        && long.Parse(trailer.Groups["table"].Value, NumberStyles.None, CultureInfo.InvariantCulture) is var table
        && $"xref\n0 {trailer.Groups["objects"].Value}\n" is var head
        && table + head.Length + TableEntry * long.Parse(trailer.Groups["objects"].Value, NumberStyles.None, CultureInfo.InvariantCulture) == file.Length - trailer.Length
        && file.AsSpan((int)table).StartsWith(Encoding.ASCII.GetBytes(head));

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
        return (Encoding.Latin1.GetBytes(update.Replace(ByteRangeForm, RangeOf(before, after, document.Bytes.Length + update.Length), StringComparison.Ordinal)), hole);
    }

    /// <summary>The bytes that are signed: those before the signature, and those after it to the end of the file (ISO 32000-1, 12.8.1). The first number is 0.</summary>
    private static string RangeOf(int before, int after, int length) => string.Create(CultureInfo.InvariantCulture, $"{before:d10} {after:d10} {length - after:d10}");

    /// <summary>The dictionary of an object with one more entry.</summary>
    private static string Extended(string text, string entry)
    {
        var dictionary = text[text.IndexOf("<<", StringComparison.Ordinal)..text.LastIndexOf(">>", StringComparison.Ordinal)];
        return $"{dictionary}{entry}>>";
    }

    [GeneratedRegex(@"/M\(D:(?<time>[0-9]{14})\+00'00'\)/ByteRange\[0 (?<range>[0-9]{10} [0-9]{10} [0-9]{10})\]/Contents<(?<contents>[0-9A-F]*)>>>\nendobj\n", RegexOptions.RightToLeft)]
    private static partial Regex SignaturePattern();

    [GeneratedRegex(@"trailer\n<</Size (?<objects>[0-9]{1,10})/Root [0-9]+ 0 R/Info [0-9]+ 0 R/ID\[<(?<id>[0-9A-F]{32})><\k<id>>\]>>\nstartxref\n(?<table>[0-9]{1,10})\n%%EOF\n\z")]
    private static partial Regex UnsignedPattern();
}
