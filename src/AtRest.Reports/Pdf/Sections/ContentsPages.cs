using System.Globalization;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>The table of contents, with links and the numbers of pages.</summary>
internal static class ContentsPages
{
    /// <param name="flow">Receives the pages.</param>
    /// <param name="body">The headings that follow it.</param>
    /// <param name="first">The number of the body's first page.</param>
    public static void Write(Flow flow, Flow body, int first)
    {
        flow.NewSheet();
        flow.Heading(1, "Contents");
        flow.Element("TOC", () =>
        {
            foreach (var (level, title, anchor, sheet) in body.Headings)
            {
                WriteEntry(flow, level, title, anchor, string.Create(CultureInfo.InvariantCulture, $"{first + sheet}"));
            }
        });
    }

    private static void WriteEntry(Flow flow, int level, string title, string anchor, string page)
    {
        var style = level == 1 ? Styles.Bold with { Ink = Styles.Hyperlink } : Styles.Link;
        var indent = (level - 1) * 14;
        flow.Need(style.Leading + 6);
        flow.Gap(level == 1 ? 5 : 1);
        flow.Element("TOCI", () => flow.Element("Reference", () =>
        {
            flow.Indented(indent, () =>
            {
                var line = flow.Breaker.Break([new Run(Blocks.ShortName(title) + " ", style, anchor)], flow.Width - 40)[0];
                flow.PlaceLine(line, Sheet.Left + indent, flow.Y);
                var number = flow.Breaker.Break([new Run(page, Styles.Body)], 40)[0];
                flow.PlaceLine(number, Sheet.Right - number.Pieces[0].Width, flow.Y);
                flow.Y += line.Height;
            });
        }));
        flow.Current.Shapes.Add(new Stroke(Styles.Rule, 0.4, Sheet.Left + indent, flow.Y, Sheet.Right, flow.Y));
    }
}
