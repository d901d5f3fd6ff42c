using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace AtRest.Reports.Pdf.Drawing;

/// <summary>
/// Writes the objects of a document of PDFsharp again, so that the same report gives the same bytes and validators have no complaint. PDFsharp names subsets of fonts and documents at
/// random, writes metadata without escaping it, compresses without a checksum, and cannot say what a broken word was.
/// </summary>
internal sealed partial class FileWriter(ReadOnlyMemory<byte> source, DocumentFacts facts, string producer) : IDisposable
{
    private readonly (int Start, int End)[] places = PlacesOf(source.Span);
    private readonly MemoryStream file = new();
    private readonly Dictionary<string, string> subsets = new(StringComparer.Ordinal);

    /// <summary>The end of what <see cref="BeginUnbroken"/> began.</summary>
    public const string EndUnbroken = "ATREST-END";

    /// <summary>A comment in a page's content that becomes a span with the text that a reader copies (ISO 32000-1, 14.9.4).</summary>
    public static string BeginUnbroken(string text) => $"ATREST-BEGIN {HexText(text)}";

    /// <summary>A text string: UTF-16 with a byte order mark, in hexadecimal.</summary>
    public static string HexText(string text) => $"FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}";

    public WrittenDocument Write()
    {
        var positions = new long[places.Length];
        var (root, info) = (Number(RootPattern()), Number(InfoPattern()));
        var first = FirstPage(root);
        var (catalog, firstPage) = ("", "");
        Write("%PDF-1.7\n%\u00E2\u00E3\u00CF\u00D3\n");
        foreach (var (number, start, end) in places.Index().Skip(1).OrderBy(entry => entry.Item.Start).Select(entry => (entry.Index, entry.Item.Start, entry.Item.End)))
        {
            positions[number] = file.Length;
            var written = WriteObject(number, source.Span[start..end]);
            catalog = number == root ? written : catalog;
            firstPage = number == first ? written : firstPage;
        }

        var id = Convert.ToHexString(SHA256.HashData(file.GetBuffer().AsSpan(0, (int)file.Length)).AsSpan(0, 16));
        var table = file.Length;
        Write($"xref\n0 {places.Length}\n0000000000 65535 f \n");
        for (var number = 1; number < places.Length; number++)
        {
            Write(string.Create(CultureInfo.InvariantCulture, $"{positions[number]:d10} 00000 n \n"));
        }

        Write(string.Create(CultureInfo.InvariantCulture, $"trailer\n<</Size {places.Length}/Root {root} 0 R/Info {info} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{table}\n%%EOF\n"));
        return new WrittenDocument(file.ToArray())
        {
            Id = id,
            Table = table,
            Objects = places.Length,
            Catalog = (root, catalog),
            Info = info,
            FirstPage = (first, firstPage),
        };
    }

    public void Dispose() => file.Dispose();

    private int Number(Regex pattern) => NumberIn(Encoding.Latin1.GetString(source.Span[source.Span.LastIndexOf("trailer"u8)..]), pattern);

    private static int NumberIn(string text, Regex pattern) => int.Parse(pattern.Match(text).Groups[1].Value, CultureInfo.InvariantCulture);

    /// <summary>The number of the first page: by references, because a name in another object can look like the type of a page.</summary>
    private int FirstPage(int root)
    {
        string Text(int number) => Encoding.Latin1.GetString(source.Span[places[number].Start..places[number].End]);

        var page = NumberIn(Text(root), PagesPattern());
        while (KidsPattern().Match(Text(page)) is { Success: true } kids)
        {
            page = int.Parse(kids.Groups[1].Value, CultureInfo.InvariantCulture);
        }

        return page;
    }

    /// <summary>The objects by number, from the cross-reference table.</summary>
    private static (int Start, int End)[] PlacesOf(ReadOnlySpan<byte> pdf)
    {
        var last = pdf[pdf.LastIndexOf("startxref\n"u8)..]["startxref\n"u8.Length..];
        var table = int.Parse(last[..last.IndexOf((byte)'\n')], NumberStyles.None, CultureInfo.InvariantCulture);
        var entries = pdf[table..]["xref\n0 "u8.Length..];
        var count = int.Parse(entries[..entries.IndexOf((byte)'\n')], NumberStyles.None, CultureInfo.InvariantCulture);
        entries = entries[(entries.IndexOf((byte)'\n') + 1)..];
        var starts = new int[count];
        for (var number = 1; number < count; number++)
        {
            starts[number] = int.Parse(entries.Slice(number * 20, 10), NumberStyles.None, CultureInfo.InvariantCulture);
        }

        var ends = starts.Skip(1).Append(table).Order().ToArray();
        return [.. starts.Select(start => (start, Array.Find(ends, end => end > start)))];
    }

    /// <summary>The text of the object without its stream.</summary>
    private string WriteObject(int number, ReadOnlySpan<byte> bytes)
    {
        if (!bytes.TrimEnd((byte)'\n').EndsWith("endstream\nendobj"u8))
        {
            var text = Named(Encoding.Latin1.GetString(bytes));
            Write(text);
            return text;
        }

        var begin = bytes.IndexOf("stream\n"u8);
        var dictionary = Named(Encoding.Latin1.GetString(bytes[..begin]));
        var length = int.Parse(LengthPattern().Match(dictionary).Groups[1].Value, CultureInfo.InvariantCulture);
        var data = bytes.Slice(begin + "stream\n"u8.Length, length);
        if (dictionary.Contains("/Type/Metadata", StringComparison.Ordinal))
        {
            // It is not compressed, so that programs which do not know PDF can read it.
            WriteStream(dictionary, Encoding.UTF8.GetBytes(Metadata()));
        }
        else if (dictionary.Contains("/FlateDecode", StringComparison.Ordinal))
        {
            WriteStream(dictionary, Compress(Inflate(data)));
        }
        else
        {
            var content = dictionary.Contains("/Length1", StringComparison.Ordinal) ? data : Spans(data);
            WriteStream(dictionary.Replace("/Length ", "/Filter/FlateDecode/Length ", StringComparison.Ordinal), Compress(content));
        }

        Write("\nendstream\nendobj\n");
        return dictionary;
    }

    private void WriteStream(string dictionary, byte[] data)
    {
        Write(LengthPattern().Replace(dictionary, string.Create(CultureInfo.InvariantCulture, $"/Length {data.Length}")) + "stream\n");
        file.Write(data);
    }

    /// <summary>Names the subsets of fonts in their order: ATREST, ATRESU, ATRESV.</summary>
    private string Named(string text) => !StringPattern().Replace(text, "()").Contains("/Type/Font", StringComparison.Ordinal) ? text : SubsetPattern().Replace(text, match =>
    {
        if (!subsets.TryGetValue(match.Value, out var name))
        {
            subsets.Add(match.Value, name = $"/ATRES{(char)('T' + subsets.Count)}+");
        }

        return name;
    });

    /// <summary>PDFsharp begins the content of an element at its first text, which can be after the comment.</summary>
    private static byte[] Spans(ReadOnlySpan<byte> content)
    {
        var text = Encoding.Latin1.GetString(content);
        return Encoding.Latin1.GetBytes(BeginPattern().Replace(text, "$2/Span<</ActualText<$1>>>BDC\n").Replace($"% {EndUnbroken}\n", "EMC\n", StringComparison.Ordinal));
    }

    private static byte[] Inflate(ReadOnlySpan<byte> data)
    {
        using var inflate = new DeflateStream(new MemoryStream(data[2..].ToArray()), CompressionMode.Decompress);
        using var result = new MemoryStream();
        inflate.CopyTo(result);
        return result.ToArray();
    }

    private static byte[] Compress(ReadOnlySpan<byte> data)
    {
        using var result = new MemoryStream();
        using (var deflate = new ZLibStream(result, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflate.Write(data);
        }

        return result.ToArray();
    }

    /// <summary>XMP (ISO 16684-1), with the identification of PDF/A-2a (ISO 19005-2, 6.6.4) and PDF/UA-1 (ISO 14289-1, 5), and the schema of the latter that PDF/A requires.</summary>
    private string Metadata()
    {
        var date = facts.Created.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'+00:00'", CultureInfo.InvariantCulture);
        return $"""
            <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?>
            <x:xmpmeta xmlns:x="adobe:ns:meta/">
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
            <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
            <pdfaid:part>2</pdfaid:part>
            <pdfaid:conformance>A</pdfaid:conformance>
            <pdfuaid:part>1</pdfuaid:part>
            <dc:format>application/pdf</dc:format>
            <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{Xml(facts.Title)}</rdf:li></rdf:Alt></dc:title>
            <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{Xml(facts.Subject)}</rdf:li></rdf:Alt></dc:description>
            <dc:creator><rdf:Seq><rdf:li>{Xml(facts.Author)}</rdf:li></rdf:Seq></dc:creator>
            <xmp:CreatorTool>{Xml(facts.Author)}</xmp:CreatorTool>
            <xmp:CreateDate>{date}</xmp:CreateDate>
            <pdf:Producer>{Xml(producer)}</pdf:Producer>
            <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
            <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
            <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
            <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
            <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
            <pdfaProperty:name>part</pdfaProperty:name>
            <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
            <pdfaProperty:category>internal</pdfaProperty:category>
            <pdfaProperty:description>The part of ISO 14289 that the document conforms to</pdfaProperty:description>
            </rdf:li></rdf:Seq></pdfaSchema:property>
            </rdf:li></rdf:Bag></pdfaExtension:schemas>
            </rdf:Description>
            </rdf:RDF>
            </x:xmpmeta>
            <?xpacket end="w"?>
            """.ReplaceLineEndings("\n");
    }

    private static string? Xml(string text) => SecurityElement.Escape(text);

    private void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));

    [GeneratedRegex(@"/Length ([0-9]+)")]
    private static partial Regex LengthPattern();

    [GeneratedRegex(@"/[A-Z]{6}\+")]
    private static partial Regex SubsetPattern();

    [GeneratedRegex(@"% ATREST-BEGIN ([0-9A-F]+)\n(/\w+ ?<</MCID [0-9]+>>BDC\n)?")]
    private static partial Regex BeginPattern();

    [GeneratedRegex(@"/Root ([0-9]+) 0 R")]
    private static partial Regex RootPattern();

    [GeneratedRegex(@"/Info ([0-9]+) 0 R")]
    private static partial Regex InfoPattern();

    [GeneratedRegex(@"/Pages ([0-9]+) 0 R")]
    private static partial Regex PagesPattern();

    [GeneratedRegex(@"/Kids\s*\[\s*([0-9]+) 0 R")]
    private static partial Regex KidsPattern();

    /// <summary>A string, in which names from outside can be (ISO 32000-1, 7.3.4.2).</summary>
    [GeneratedRegex(@"\((?:\\.|[^\\)])*\)", RegexOptions.Singleline)]
    private static partial Regex StringPattern();
}
