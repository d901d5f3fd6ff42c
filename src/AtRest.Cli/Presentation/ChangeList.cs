using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>What changed since the previous report, a line each: the report files hold the details.</summary>
internal static class ChangeList
{
    private const int ChangesShown = 15;

    public static void Write(IAnsiConsole console, AuditReport report)
    {
        if (report.PreviousReportId is null)
        {
            return;
        }

        var since = string.Create(CultureInfo.InvariantCulture, $"the report of {report.PreviousGeneratedAt?.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
        Line(console, new Paragraph(report.Changes.IsEmpty ? $"Nothing has changed since {since}." : $"Changed since {since}:", new Style(decoration: Decoration.Bold)));
        // What happened to both keys of a cluster is one line here.
        var groups = report.Changes.GroupBy(change => (change.Kind, change.After, change.Message)).ToList();
        foreach (var group in groups.Take(ChangesShown))
        {
            var (mark, style) = MarkOf(group.First(), console.Profile.Capabilities.Unicode);
            var times = group.Count() > 1 ? $" ({group.Count()} resources)" : "";
            Line(console, new Paragraph().Append($"  {mark} ", style).Append(SafeText.Line(group.Key.Message) + times));
        }

        if (groups.Count > ChangesShown)
        {
            Line(console, new Paragraph($"  and {groups.Count - ChangesShown} more: the report files hold all (--format html --output DIR)."));
        }

        console.WriteLine();
    }

    private static (string Mark, Style Style) MarkOf(ReportChange change, bool unicode) => (change.Kind, change.After) switch
    {
        (ChangeKind.FindingOpened, "fail") => (Marks.SymbolOf(Verdict.NonCompliant, unicode), Marks.StyleOf(Verdict.NonCompliant)),
        (ChangeKind.FindingClosed, "pass") => (Marks.SymbolOf(Verdict.Compliant, unicode), Marks.StyleOf(Verdict.Compliant)),
        (ChangeKind.FindingClosed, "unknown") => (Marks.SymbolOf(Verdict.Indeterminate, unicode), Marks.StyleOf(Verdict.Indeterminate)),
        _ => (unicode ? "•" : "*", Style.Plain),
    };

    private static void Line(IAnsiConsole console, Paragraph text)
    {
        console.Write(text);
        console.WriteLine();
    }
}
