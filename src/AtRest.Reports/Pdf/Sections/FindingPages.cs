using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>The findings that need action by severity, each cause once: facts, consequence, remedy, evidence.</summary>
internal static class FindingPages
{
    private const double RoomForFinding = 170;

    /// <param name="flow">Receives the section.</param>
    /// <param name="view">The report.</param>
    /// <param name="lastSheet">The last page that it may use, from 1.</param>
    /// <param name="limits">Those of a short report; null: all is written.</param>
    public static void Write(Flow flow, ReportView view, int lastSheet = int.MaxValue, ShortLimits? limits = null)
    {
        flow.NewSheet();
        flow.Heading(1, "Findings by severity", "findings");
        var groups = view.Groups.Where(group => !group.IsUnread).ToList();
        if (groups.Count == 0)
        {
            flow.Paragraph(new Run("No finding needs action.", Styles.Body));
            return;
        }

        flow.Paragraph(new Run("What needs action, the most severe first. Each cause is listed once, for all its clusters.", Styles.Body));
        var written = 0;
        foreach (var part in groups.GroupBy(group => group.First.Status == FindingStatus.Unknown ? null : (Severity?)group.First.Severity).OrderBy(part => part.Key ?? (Severity)int.MaxValue))
        {
            var (title, anchor) = part.Key is { } severity ? (Labels.Of(severity), $"findings-{Labels.Of(severity)}") : ("Could not be judged", "findings-unknown");
            if (!HasRoom(flow, lastSheet))
            {
                break;
            }

            flow.Heading(2, $"{title} ({part.Sum(group => group.Count)})", anchor, 60);
            foreach (var group in part)
            {
                if (!HasRoom(flow, lastSheet))
                {
                    break;
                }

                flow.Card(Styles.OfTone(group.First.Status == FindingStatus.Unknown ? "unknown" : "fail"), () => WriteGroup(flow, view, group, limits));
                written++;
            }
        }

        if (written < groups.Count)
        {
            flow.Paragraph(new Run($"{Labels.Count(groups.Count - written, "more cause is", "more causes are")} in the full report.", Styles.Note));
        }
    }

    private static bool HasRoom(Flow flow, int lastSheet) => flow.Sheets.Count < lastSheet || flow.Remaining > RoomForFinding + 40;

    private static void WriteGroup(Flow flow, ReportView view, FindingGroup group, ShortLimits? limits)
    {
        var isShort = limits is not null;
        string Fit(string text) => limits is not null ? Blocks.Shorten(text.ReplaceLineEndings(" "), limits.Text) : text;

        var first = group.First;
        flow.Heading(3, $"{first.RuleId} {Labels.StateOf(first).ToLowerInvariant()}: {Fit(first.Title)}", next: 52);
        flow.Paragraph(new Run($"{Labels.Of(first.Level)}, {(first.Status == FindingStatus.Fail ? $"{Labels.Of(first.Severity).ToLowerInvariant()} severity, " : "")}{Labels.Count(group.Count, "finding", "findings")} in {Labels.Count(group.Clusters.Length, "cluster", "clusters")}", Styles.Note));
        foreach (var message in group.Messages.Take(isShort ? 1 : 3))
        {
            flow.Paragraph(new Run(Fit(message), Styles.Body));
        }

        if (group.MessageCount > (isShort ? 1 : 3))
        {
            flow.Paragraph(new Run($"and {group.MessageCount - (isShort ? 1 : 3)} more of this kind", Styles.Note));
        }

        WritePart(flow, "Consequence", first.Consequence is { } consequence ? Fit(consequence) : null);
        WritePart(flow, "Remedy", first.Remedy is { } remedy ? Fit(remedy) : null);
        flow.Fact("Clusters", Blocks.Clusters(view, group.Clusters, group.ConcernsOrganization, Styles.Body, Math.Min(limits?.Names ?? FindingGroup.MostListed, isShort ? 4 : FindingGroup.MostListed)), 70);
        if (isShort)
        {
            return;
        }

        if (!group.Evidence.IsEmpty)
        {
            flow.Fact("Evidence", Blocks.Evidence(view, group.Evidence), 70);
        }

        if (first.RemedyCode is { } code)
        {
            flow.Need(54);
            flow.Paragraph(new Run(group.Count == 1 ? "Commands" : "Commands, for the first", Styles.Note));
            flow.Code(code);
        }
    }

    private static void WritePart(Flow flow, string term, string? text)
    {
        if (text is not null)
        {
            flow.Fact(term, Blocks.Text(text), 70);
        }
    }
}
