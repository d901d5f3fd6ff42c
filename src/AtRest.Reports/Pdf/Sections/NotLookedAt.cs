using AtRest.Core.Audits;
using AtRest.Core.Controls;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>What the audit did not look at: clusters that were left out or given up, what could not be read, and what no rule shows.</summary>
internal static class NotLookedAt
{
    /// <summary>The heading of the limits in the words of the method.</summary>
    public const string Limits = "What it does not show";

    private const double RoomForCause = 150;

    /// <param name="flow">Receives the section.</param>
    /// <param name="view">The report.</param>
    /// <param name="lastSheet">The last page that it may use, from 1.</param>
    /// <param name="limits">Those of a short report; null: all is written.</param>
    public static void Write(Flow flow, ReportView view, int lastSheet = int.MaxValue, ShortLimits? limits = null)
    {
        var report = view.Report;
        var isShort = limits is not null;
        flow.Heading(1, "What was not looked at", "not-looked-at");
        WriteLeftOut(flow, report, limits?.Names ?? int.MaxValue);
        WriteNotEvaluated(flow, view, limits?.Names ?? int.MaxValue);
        WriteUnread(flow, view, lastSheet, limits);
        WriteUnshown(flow, view, isShort);
        if (!isShort)
        {
            Blocks.Words(flow, ReportAssets.Method, 2, heading => heading == Limits);
        }
    }

    private static void WriteLeftOut(Flow flow, AuditReport report, int most)
    {
        flow.Heading(2, "Clusters");
        if (report.LeftOut.IsEmpty)
        {
            flow.Paragraph(new Run("No declared cluster was left out.", Styles.Body));
            return;
        }

        flow.Paragraph(new Run($"{Labels.Count(report.LeftOut.Length, "declared cluster was", "declared clusters were")} left out; this report does not cover {(report.LeftOut.Length == 1 ? "it" : "them")}:", Styles.Body));
        Blocks.Bullets(flow, report.LeftOut.Take(most).Select(id => Blocks.Text(most == int.MaxValue ? id : Blocks.ShortName(id), Styles.Code)));
        if (report.LeftOut.Length > most)
        {
            flow.Paragraph(new Run($"{report.LeftOut.Length - most} more are in the full report.", Styles.Note));
        }
    }

    private static void WriteNotEvaluated(Flow flow, ReportView view, int most)
    {
        var givenUp = view.Report.Summaries.Where(cluster => cluster.IsNotEvaluated).Select(cluster => cluster.Id).ToList();
        if (givenUp.Count > 0)
        {
            flow.Paragraph([new Run($"{Labels.Count(givenUp.Count, "cluster was", "clusters were")} not evaluated at all: ", Styles.Body), .. Blocks.Clusters(view, givenUp, false, Styles.Body, most)]);
        }
    }

    private static void WriteUnread(Flow flow, ReportView view, int lastSheet, ShortLimits? limits)
    {
        var isShort = limits is not null;
        flow.Heading(2, "What could not be read", isShort ? null : "unread");
        if (view.Unread.IsEmpty)
        {
            flow.Paragraph(new Run("Everything that the rules needed was read.", Styles.Body));
            return;
        }

        flow.Paragraph(new Run("Without this evidence the checks below could not be judged. Each cause is listed once, for all clusters.", Styles.Body));
        foreach (var (index, cause) in view.Unread.Index())
        {
            if (isShort && flow.Sheets.Count >= lastSheet && flow.Remaining < RoomForCause + 130)
            {
                flow.Paragraph(new Run($"{Labels.Count(view.Unread.Length - index, "more cause is", "more causes are")} in the full report.", Styles.Note));
                return;
            }

            flow.Card(Styles.OfTone("unknown"), () => WriteCause(flow, view, cause, limits));
        }
    }

    private static void WriteCause(Flow flow, ReportView view, FindingGroup cause, ShortLimits? limits)
    {
        var isShort = limits is not null;
        flow.Heading(3, $"Cause {cause.CauseNumber}: {Labels.Count(cause.Count, "check", "checks")} not judged", next: 52, place: isShort ? null : Blocks.CauseAnchor(cause.CauseNumber!.Value));
        foreach (var message in cause.Messages.Take(isShort ? 1 : FindingGroup.MostListed))
        {
            flow.Paragraph(new Run(limits is not null ? Blocks.Shorten(message.ReplaceLineEndings(" "), limits.Text) : message, Styles.Body));
        }

        if (cause.MessageCount > (isShort ? 1 : cause.Messages.Length))
        {
            flow.Paragraph(new Run($"{cause.MessageCount - (isShort ? 1 : cause.Messages.Length)} more of this kind are not shown here.", Styles.Note));
        }

        if (cause.First.Remedy is { } remedy)
        {
            flow.Fact("To do", Blocks.Text(limits is not null ? Blocks.Shorten(remedy.ReplaceLineEndings(" "), limits.Text) : remedy), 70);
        }

        flow.Fact("Rules", Blocks.Text(string.Join(", ", cause.Rules)), 70);
        flow.Fact("Clusters", Blocks.Clusters(view, cause.Clusters, cause.ConcernsOrganization, Styles.Body, Math.Min(limits?.Names ?? FindingGroup.MostListed, isShort ? 4 : FindingGroup.MostListed)), 70);
        if (!isShort && !cause.Evidence.IsEmpty)
        {
            flow.Fact("Evidence", Blocks.Evidence(view, cause.Evidence), 70);
        }
    }

    private static void WriteUnshown(Flow flow, ReportView view, bool isShort)
    {
        flow.Heading(2, "What no rule shows");
        var controls = view.Report.Frameworks.SelectMany(framework => framework.Controls).ToList();
        var partly = controls.Count(control => control.Status == ControlStatus.Partly);
        var notShown = controls.Count(control => control.Status == ControlStatus.NotShown);
        IEnumerable<string> limits = isShort
            ? ["The permissions of the clusters’ roles in Camunda’s AWS account. AtRest cannot read them.", "What happened before or after the evidence was read. The report is about one point in time."]
            : [];
        Blocks.Bullets(flow, limits.Prepend(
            $"Of {Labels.Count(controls.Count, "control", "controls")} of frameworks that a rule is related to, {partly} {(partly == 1 ? "is" : "are")} partly shown and {notShown} {(notShown == 1 ? "is" : "are")} not shown. The frameworks have further controls that no rule is related to.").Select(text => Blocks.Text(text)));
    }
}
