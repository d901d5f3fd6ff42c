using System.Globalization;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>What changed since the previous report, one line each. The report files have the details.</summary>
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
        Lines.WriteWrapped(console, (0, 0), report.Changes.IsEmpty ? $"Nothing has changed since {since}." : $"Changed since {since}:", new Style(decoration: Decoration.Bold));

        // The same change of both keys of a cluster is one line here.
        var groups = report.Changes.GroupBy(change => (change.Kind, change.After, change.Message)).ToList();
        foreach (var group in groups.Take(ChangesShown))
        {
            var (mark, style) = MarkOf(group.First(), console.Profile.Capabilities.Unicode);
            var times = group.Count() > 1 ? $" ({group.Count()} resources)" : "";
            Lines.WriteWrapped(console, (2, 4), [($"{mark} ", style), (SafeText.Line(group.Key.Message) + times, Style.Plain)]);
        }

        if (groups.Count > ChangesShown)
        {
            Lines.WriteWrapped(console, (2, 4), $"and {groups.Count - ChangesShown} more. The report files have all of them: '--format html --output DIR'.", Style.Plain);
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
}
