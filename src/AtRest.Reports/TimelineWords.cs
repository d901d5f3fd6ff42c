using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>The words for the history of keys, which the HTML and the PDF share.</summary>
internal static class TimelineWords
{
    /// <summary>Whether each event needs the name of its key.</summary>
    public static bool HasSeveralKeys(ClusterAudit audit) => audit.Timeline.Select(item => item.Resource).Distinct(StringComparer.Ordinal).Count() > 1;

    public static string TitleOf(ClusterAudit audit) => HasSeveralKeys(audit) ? "History of the keys" : "History of the key";
}
