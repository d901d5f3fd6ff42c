using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Reports.Tests.Samples;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Actions;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Outline;

namespace AtRest.Reports.Tests.Pdf;

/// <summary>A PDF as another program reads it.</summary>
internal sealed class ReadPdf : IDisposable
{
    private static readonly ConcurrentDictionary<(string Format, string Name), Lazy<Task<byte[]>>> Named = new();

    private readonly PdfDocument document;

    public ReadPdf(byte[] bytes)
    {
        Bytes = bytes;
        document = PdfDocument.Open(bytes);
        Pages = [.. document.GetPages()];
    }

    public static IReadOnlyList<string> Formats { get; } = ["pdf", "pdf-executive"];

    public byte[] Bytes { get; }

    /// <summary>The bytes as text, for what is not compressed.</summary>
    public string Source => Encoding.Latin1.GetString(Bytes);

    public IReadOnlyList<Page> Pages { get; }

    public PdfDocument Document => document;

    /// <summary>All text in the order of the content.</summary>
    public string Text => string.Join('\n', Pages.Select(page => page.Text));

    public static async Task<ReadPdf> OfAsync(string format, AuditReport report) => new(await Renderers.RenderAsync(format, report));

    /// <summary>A report of <see cref="NamedReports"/>, which is rendered once for all tests that read it.</summary>
    public static async Task<ReadPdf> OfNamedAsync(string format, string name) =>
        new(await Named.GetOrAdd((format, name), key => new Lazy<Task<byte[]>>(() => Renderers.RenderAsync(key.Format, NamedReports.Of(key.Name)))).Value);

    /// <summary>The pages whose text has a heading.</summary>
    public IReadOnlyList<Page> PagesWith(string text) => [.. Pages.Where(page => page.Text.Contains(text, StringComparison.Ordinal))];

    public IReadOnlyList<(string Title, int Level, int Page)> Bookmarks() => document.TryGetBookmarks(out var bookmarks)
        ? [.. bookmarks.GetNodes().OfType<DocumentBookmarkNode>().Select(node => (node.Title, node.Level, node.PageNumber))]
        : [];

    /// <summary>The links to places in the document, with the page that each is on and the page that it leads to.</summary>
    public IEnumerable<(int From, int To, double Top)> Links() => Pages.SelectMany(page => page.GetAnnotations()
        .Select(annotation => annotation.Action)
        .OfType<GoToAction>()
        .Select(action => (page.Number, action.Destination.PageNumber, action.Destination.Coordinates.Top ?? double.NaN)));

    /// <summary>What a reader copies: the text of a page with each broken word as it is whole.</summary>
    public static string Copied(Page page)
    {
        var text = new StringBuilder(page.Text);
        foreach (var element in Flat(page.GetMarkedContents()).Where(element => element.ActualText is not null))
        {
            text.Replace(string.Concat(element.Letters.Select(letter => letter.Value)), element.ActualText);
        }

        return text.ToString();
    }

    public static IEnumerable<MarkedContentElement> Flat(IEnumerable<MarkedContentElement> elements) => elements.SelectMany(element => Flat(element.Children).Prepend(element));

    /// <summary>Whether each occurrence of a text is on one line, or in a span with the whole text.</summary>
    public bool IsUnbroken(string text) => Pages.All(page => Regex.Matches(page.Text, Regex.Escape(text)).All(match =>
    {
        var letters = Letters(page, match.Index, match.Length);
        return letters.Select(letter => Math.Round(letter.StartBaseLine.Y, 1)).Distinct().Count() == 1
            || Flat(page.GetMarkedContents()).Any(element => element.ActualText?.Contains(text, StringComparison.Ordinal) == true);
    }));

    private static IEnumerable<Letter> Letters(Page page, int start, int length)
    {
        var place = 0;
        foreach (var letter in page.Letters)
        {
            if (place >= start && place < start + length)
            {
                yield return letter;
            }

            place += letter.Value.Length;
        }
    }

    public void Dispose() => document.Dispose();
}
