using System.Globalization;
using AtRest.Cli.Auditing;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Rules;

namespace AtRest.Cli.Presentation;

/// <summary>The end of an audit at a glance: verdicts, findings by severity, what changed, and where the files are.</summary>
internal static class AuditSummary
{
    private const int LabelWidth = 15;

    public static IEnumerable<string> Lines(IReadOnlyCollection<AuditReport> reports, IReadOnlyCollection<string> files, AuditSettings settings, int width)
    {
        var clusters = reports.SelectMany(report => report.Summaries).ToList();
        var counts = clusters.SelectMany(cluster => cluster.Counts).Concat(reports.SelectMany(report => FindingCount.Of(report.Findings))).ToList();
        var waived = counts.Where(count => count.IsWaived).Sum(count => count.Number);
        var leftOut = reports.Sum(report => report.LeftOut.Length);
        IEnumerable<(string Label, string Text)> rows =
        [
            .. reports.Count == 1 ? [] : new[] { ("Organizations", Verdicts(reports.Select(report => report.Verdict))) },
            ("Clusters", Verdicts(clusters.Select(cluster => cluster.Verdict)) + (leftOut == 0 ? "" : Text($"; {leftOut} not audited"))),
            ("Failures", BySeverity(counts.Where(count => count.IsOpenFailure)) + (waived == 0 ? "" : Text($"; {waived} waived"))),
            ("Not judged", BySeverity(counts.Where(count => count.Status == FindingStatus.Unknown))),
            ("Changes", Changes(reports)),
            .. settings.FailOn == FailOn.Verdict ? [] : new[] { ("Exit code", Text($"{settings.FailOn.ExitCodeOf(reports)} (--fail-on {settings.FailOn.Word})")) },
        ];
        yield return "SUMMARY";
        foreach (var line in rows.SelectMany(row => Row(row.Label, row.Text, width)))
        {
            yield return line;
        }

        if (files.Count == 0)
        {
            foreach (var line in Row("Files", "none (--output DIR writes reports)", width))
            {
                yield return line;
            }
        }

        // Paths stay whole, so that they can be copied.
        foreach (var (path, index) in files.Select((path, index) => (path, index)))
        {
            yield return (index == 0 ? "Files" : "").PadRight(LabelWidth) + SafeText.Line(path);
        }
    }

    private static IEnumerable<string> Row(string label, string text, int width) =>
        Presentation.Lines.Wrap(text, width, (LabelWidth, LabelWidth)).Select((line, index) => index == 0 ? label.PadRight(LabelWidth) + line[LabelWidth..] : line);

    private static string Verdicts(IEnumerable<Verdict> verdicts)
    {
        var counts = verdicts.GroupBy(verdict => verdict).OrderByDescending(group => group.Key).Select(group => Text($"{group.Count()} {Marks.WordOf(group.Key)}")).ToList();
        return counts.Count == 0 ? "none" : string.Join(", ", counts);
    }

    private static string BySeverity(IEnumerable<FindingCount> kinds)
    {
        var counts = kinds.GroupBy(kind => kind.Severity).OrderBy(group => group.Key).Select(group => Text($"{group.Sum(kind => kind.Number)} {Marks.WordOf(group.Key)}")).ToList();
        return counts.Count == 0 ? "none" : string.Join(", ", counts);
    }

    private static string Changes(IReadOnlyCollection<AuditReport> reports)
    {
        var compared = reports.Where(report => report.PreviousReportId is not null).ToList();
        if (compared.Count == 0)
        {
            return "not compared (--previous FILE compares with an earlier report)";
        }

        var counts = compared.SelectMany(report => report.Changes).GroupBy(change => change.Kind).OrderBy(group => group.Key).Select(group => Text($"{group.Count()} {WordOf(group.Key, group.Count())}")).ToList();
        return counts.Count == 0 ? "none since the earlier report" : string.Join(", ", counts);
    }

    private static string WordOf(ChangeKind kind, int count) => kind switch
    {
        ChangeKind.ClusterAdded => count == 1 ? "cluster added" : "clusters added",
        ChangeKind.ClusterRemoved => count == 1 ? "cluster removed" : "clusters removed",
        ChangeKind.DeclaredType => count == 1 ? "declared type changed" : "declared types changed",
        ChangeKind.Verdict => count == 1 ? "verdict changed" : "verdicts changed",
        ChangeKind.FindingOpened => count == 1 ? "new failure" : "new failures",
        // It passes, is waived, no longer applies, or could not be judged.
        ChangeKind.FindingClosed => count == 1 ? "failure no longer open" : "failures no longer open",
        ChangeKind.KeyPolicy => count == 1 ? "key policy changed" : "key policies changed",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
