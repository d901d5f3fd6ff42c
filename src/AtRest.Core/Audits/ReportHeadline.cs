using System.Globalization;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits;

/// <summary>
/// A report in one sentence, without a full stop. It counts the audited clusters before it states a verdict, so that a report about some clusters never looks like one about the organization.
/// It mentions waivers that the verdict depends on: a waived failure is still a failure.
/// </summary>
internal static class ReportHeadline
{
    private const int NamesShown = 3;

    public static string Of(AuditReport report)
    {
        var strangers = report.Summaries.Where(cluster => cluster.DeclaredType == EncryptionType.None).Select(cluster => cluster.Name).ToList();
        var audited = report.Summaries.Length - strangers.Count;
        var leftOut = report.LeftOut.Length;
        return Say($"{Audited(audited, audited + leftOut, strangers)}{Verdicts(report)}{(leftOut == 0 ? "" : Say($"; {leftOut} {Was(leftOut)} left out"))}");
    }

    private static string Audited(int audited, int declared, List<string> strangers)
    {
        var what = (audited, declared) switch
        {
            (0, 0) => "No cluster is declared",
            (1, 1) => "The one declared cluster was audited",
            _ when audited == declared => Say($"All {declared} declared clusters were audited"),
            _ => Say($"{audited} of {declared} declared {(declared == 1 ? "cluster" : "clusters")} {Was(audited)} audited"),
        };
        return strangers.Count == 0 ? what : Say($"{what}, and {strangers.Count} that the inventory does not declare ({Names(strangers)})");
    }

    private static string Verdicts(AuditReport report)
    {
        var groups = report.Summaries.GroupBy(cluster => cluster.IsNotEvaluated ? (Verdict?)null : cluster.Verdict)
            .ToDictionary(group => group.Key is { } verdict ? VerdictText.Of(verdict) : "", group => (Count: group.Count(), Waived: group.Sum(cluster => cluster.WaivedFailures)));
        if (groups.Count == 0)
        {
            return ", so nothing was audited";
        }

        if (groups.Count > 1)
        {
            return ": " + string.Join(", ", new[] { Verdict.NonCompliant, Verdict.Indeterminate, Verdict.Compliant }.Select(VerdictText.Of).Append("")
                .Where(groups.ContainsKey)
                .Select(word => (Word: word, groups[word].Count, groups[word].Waived))
                .Select(group => group.Word.Length == 0
                    ? Say($"{group.Count} could not be evaluated")
                    : Say($"{group.Count} {(group.Count == 1 ? "is" : "are")} {group.Word}{(group.Waived == 0 ? "" : $" ({Waived(group.Waived)})")}")));
        }

        var (only, (count, waived)) = groups.First();
        var verdict = (only.Length, count) switch
        {
            (0, 1) => ": it could not be evaluated",
            (0, _) => ": none could be evaluated",
            (_, 1) => $": it is {only}",
            (_, 2) => $": both are {only}",
            _ => $": all are {only}",
        };
        return waived == 0 ? verdict : $"{verdict}, {Waived(waived)}";
    }

    /// <summary><c>with 1 waived failure</c>.</summary>
    public static string Waived(int count) => Say($"with {count} waived {(count == 1 ? "failure" : "failures")}");

    private static string Names(List<string> names) =>
        string.Join(", ", names.Take(NamesShown)) + (names.Count > NamesShown ? Say($" and {names.Count - NamesShown} more") : "");

    private static string Was(int count) => count == 1 ? "was" : "were";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
