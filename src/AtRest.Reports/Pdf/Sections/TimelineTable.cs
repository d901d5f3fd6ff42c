using AtRest.Core.Audits;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>The history of a cluster's keys, the newest event first.</summary>
internal static class TimelineTable
{
    public static void Write(Flow flow, ClusterAudit audit)
    {
        if (audit.Timeline.IsEmpty)
        {
            return;
        }

        var ofSeveralKeys = TimelineWords.HasSeveralKeys(audit);
        flow.Heading(3, $"{TimelineWords.TitleOf(audit)} ({audit.Timeline.Length})", next: 60);
        flow.Table(
            [new("When", 44), new("What happened", 112)],
            audit.Timeline.Reverse().Select(item => new[]
            {
                Cell.Strong(Labels.Moment(item.At)),
                ofSeveralKeys && item.Resource is { } key ? new Cell([new Run(item.Message, Styles.Row)], [new Run(key, Styles.RowCode)]) : Cell.Of(item.Message),
            }));
    }
}
