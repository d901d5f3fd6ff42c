using System.Globalization;
using System.Text;
using System.Xml.Linq;
using AtRest.Core.Audits;
using AtRest.Reports.Html;
using AtRest.Reports.Html.Writing;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>Blocks that several sections write.</summary>
internal static class Blocks
{
    private const int LongestAddress = 70;
    private const int LengthOfWrittenOut = 8;

    private const string Bullet = "•";

    public static string ClusterAnchor(int number) => string.Create(CultureInfo.InvariantCulture, $"cluster-{number}");

    public static string EvidenceAnchor(int number) => string.Create(CultureInfo.InvariantCulture, $"evidence-{number}");

    public static string CauseAnchor(int number) => string.Create(CultureInfo.InvariantCulture, $"cause-{number}");

    public static string SharedAnchor(int number) => string.Create(CultureInfo.InvariantCulture, $"shared-{number}");

    public static string StatementAnchor(int number) => string.Create(CultureInfo.InvariantCulture, $"statement-{number}");

    public static string RuleAnchor(string rule) => $"rule-{rule}";

    /// <summary>A text in one style.</summary>
    public static IReadOnlyList<Run> Text(string text, TextStyle? style = null) => [new Run(text, style ?? Styles.Body)];

    /// <summary>A text that does not make a page longer than it may be. A character that is written out counts as many.</summary>
    public static string Shorten(string text, int most)
    {
        var shortened = new StringBuilder(Math.Min(text.Length, most));
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            length += rune.Value is (>= ' ' and < 0x0300) or (>= 0x0370 and < 0x0590) or (>= 0x2010 and < 0x2028) ? 1 : LengthOfWrittenOut;
            if (length > most)
            {
                return shortened.Append('…').ToString();
            }

            shortened.Append(rune.ToString());
        }

        return text;
    }

    /// <summary>A name that is on many lines of a document.</summary>
    public static string ShortName(string name) => Shorten(name.ReplaceLineEndings(" "), 80);

    public static void Bullets(Flow flow, IEnumerable<IReadOnlyList<Run>> items) => flow.List(items.Select(item => (Bullet, item)), 12);

    /// <summary>A cluster's name, as a link to its sheet if there is one.</summary>
    public static Run ClusterName(ReportView view, int number, TextStyle style)
    {
        var name = ShortName(view.Report.Summaries[number - 1].Name);
        return view.Links.HasDetails ? new Run(name, style with { Ink = Styles.Hyperlink }, ClusterAnchor(number)) : new Run(name, style);
    }

    /// <summary>The clusters of a group, the first few by name.</summary>
    public static List<Run> Clusters(ReportView view, IReadOnlyCollection<string> ids, bool concernsOrganization, TextStyle style, int most)
    {
        var runs = new List<Run>();
        foreach (var id in ids.Take(most))
        {
            Separate(runs, style);
            runs.Add(view.ClusterNumber(id) is { } number ? ClusterName(view, number, style) : new Run(ShortName(id), style));
        }

        if (ids.Count > most)
        {
            runs.Add(new Run($" and {ids.Count - most} more", style));
        }

        if (concernsOrganization)
        {
            Separate(runs, style);
            runs.Add(new Run("the organization", style));
        }

        return runs;
    }

    /// <summary>The calls that something is based on, with links to the appendix.</summary>
    public static List<Run> Evidence(ReportView view, IEnumerable<string> ids)
    {
        var runs = new List<Run>();
        foreach (var id in ids)
        {
            Separate(runs, Styles.Body);
            if (view.Evidence.Find(id) is { } found)
            {
                var outcome = found.Entry.Outcome == EvidenceOutcome.Read ? "" : $" ({Labels.Of(found.Entry.Outcome).ToLowerInvariant()})";
                runs.Add(new Run(id, Styles.Code with { Ink = Styles.Hyperlink }, EvidenceAnchor(found.Number)));
                runs.Add(new Run($" {found.Entry.Source}{outcome}", Styles.Note));
            }
            else
            {
                runs.Add(new Run(id, Styles.Code));
            }
        }

        return runs;
    }

    /// <summary>The numbers of calls, with links to the appendix: 3, 5–7.</summary>
    public static IReadOnlyList<Run> EvidenceNumbers(ReportView view, IEnumerable<string> ids)
    {
        var runs = new List<Run>();
        foreach (var (number, text) in view.Evidence.RunsOf(ids))
        {
            Separate(runs, Styles.Row);
            runs.Add(new Run(text, Styles.RowLink, EvidenceAnchor(number)));
        }

        foreach (var id in ids.Where(id => view.Evidence.Find(id) is null))
        {
            Separate(runs, Styles.Row);
            runs.Add(new Run(id, Styles.RowCode));
        }

        return runs.Count == 0 ? Text("–", Styles.Row) : runs;
    }

    /// <summary>A source: a link only if the text is certainly the address of a page. Of a long address only the host is written, so that it stays on one line.</summary>
    public static Run Source(string source, TextStyle style) => Uri.TryCreate(source, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps
        ? new Run(source.Length > LongestAddress ? address.Host : address.Host + address.PathAndQuery, style with { Ink = Styles.Hyperlink }, address.AbsoluteUri)
        : new Run(source, style);

    /// <summary>The words of an embedded part of the HTML page, so that both say the same.</summary>
    /// <param name="flow">Receives the words.</param>
    /// <param name="markup">The part.</param>
    /// <param name="level">The level of its headings.</param>
    /// <param name="isMeant">Which parts are written, by their headings; null: all.</param>
    public static void Words(Flow flow, Markup markup, int level, Func<string, bool>? isMeant = null)
    {
        var isWritten = true;
        foreach (var element in XElement.Parse(markup.Html).Descendants())
        {
            isWritten = element.Name.LocalName == "h3" ? isMeant?.Invoke(Clean(element)) ?? true : isWritten;
            if (!isWritten)
            {
                continue;
            }

            switch (element.Name.LocalName)
            {
                case "h3":
                    flow.Heading(level, Clean(element));
                    break;
                case "p":
                    flow.Paragraph(Runs(element));
                    break;
                case "ol":
                    flow.List(element.Elements().Select((item, index) => (string.Create(CultureInfo.InvariantCulture, $"{index + 1}."), Runs(item))));
                    break;
                case "ul":
                    Bullets(flow, element.Elements().Select(Runs));
                    break;
                case "dl":
                    foreach (var entry in element.Elements())
                    {
                        flow.Fact(Clean(entry.Elements().First()), Runs(entry.Elements().Last()));
                    }

                    break;
            }
        }
    }

    private static IReadOnlyList<Run> Runs(XElement element) =>
    [
        .. element.Nodes().SelectMany(node => node switch
        {
            XElement { Name.LocalName: "span" } badge when badge.Attribute("class") is not null => [new Run(Clean(badge) + ": ", Styles.Bold)],
            XElement part => Runs(part),
            XText text => [new Run(Spaced(text.Value), Styles.Body)],
            _ => Array.Empty<Run>(),
        }).Where(run => run.Text.Trim().Length > 0),
    ];

    private static string Clean(XElement element) => Spaced(element.Value).Trim();

    private static string Spaced(string text) => text.ReplaceLineEndings(" ");

    private static void Separate(List<Run> runs, TextStyle style)
    {
        if (runs.Count > 0)
        {
            runs.Add(new Run(", ", style));
        }
    }
}
