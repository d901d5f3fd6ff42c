using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Reports;

/// <summary>The verdict of a report in words, as its cover says it.</summary>
internal static class VerdictWords
{
    private const string Unseen = "because evidence for a required rule could not be read";

    /// <summary>The verdict in a few words.</summary>
    public static string Headline(AuditReport report) => (report.Summary.Clusters, report.Verdict) switch
    {
        (0, _) => "Nothing was audited",
        _ when report.Scope == ReportScope.Clusters => report.Headline,
        (_, Verdict.NonCompliant) => "Action is required",
        (_, Verdict.Indeterminate) => "Not everything could be judged" + report.WaiverRemark,
        (_, Verdict.Compliant) => "Every cluster is compliant" + report.WaiverRemark,
        _ => throw new ArgumentOutOfRangeException(nameof(report), report.Verdict, null),
    };

    /// <summary>The verdict in one to three sentences.</summary>
    public static string Explanation(AuditReport report) => (report.Summary.Clusters, report.Verdict) switch
    {
        (0, _) => "The audit did not include a cluster.",
        (_, Verdict.NonCompliant) =>
            $"{Capitalized(OfAll(report.Summary.NonCompliant, report))} {Verb(report.Summary.NonCompliant, "breaks", "break")} at least one required rule."
            + (report.Summary.Indeterminate == 0 ? string.Empty : $" {report.Summary.Indeterminate} could not be judged completely, {Unseen}.")
            + Rest(report.Summary),
        (_, Verdict.Indeterminate) =>
            $"No {(report.Scope == ReportScope.Clusters ? "audited cluster" : "cluster")} breaks a required rule, but {OfAll(report.Summary.Indeterminate, report)} could not be judged completely, {Unseen}." + Rest(report.Summary),
        (1, Verdict.Compliant) => "The one cluster that was audited meets every required rule that applies to it" + AcceptedFailures(report),
        (_, Verdict.Compliant) => $"Each of the {report.Summary.Clusters} clusters {(report.Scope == ReportScope.Clusters ? "that were audited " : "")}meets every required rule that applies to it" + AcceptedFailures(report),
        _ => throw new ArgumentOutOfRangeException(nameof(report), report.Verdict, null),
    };

    private static string OfAll(int count, AuditReport report) =>
        report.Summary.Clusters == 1 ? "the one cluster that was audited" : $"{count} of {report.Summary.Clusters} {(report.Scope == ReportScope.Clusters ? "audited clusters" : "clusters")}";

    private static string Rest(ReportSummary summary) => summary.Compliant == 0 ? string.Empty : $" {summary.Compliant} {Verb(summary.Compliant, "is", "are")} compliant.";

    private static string AcceptedFailures(AuditReport report) =>
        report.Summaries.Any(cluster => cluster.Counts.Any(count => count is { Level: RuleLevel.Required, IsWaived: true }))
            ? ", or has a waiver that accepts the failure."
            : ".";

    private static string Capitalized(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];

    private static string Verb(int count, string one, string many) => count == 1 ? one : many;

    /// <summary>What a reader must know besides the verdict. A note about waivers has the word that leads to them.</summary>
    public static IEnumerable<(string Before, string? Waiver, string After)> Notes(AuditReport report)
    {
        if (report.WaivedFailures > 0)
        {
            yield return ($"{Labels.Count(report.WaivedFailures, "failure is", "failures are")} accepted by a ", "waiver", ".");
        }

        var givenUp = report.Summaries.Count(cluster => cluster.IsNotEvaluated);
        if (givenUp > 0)
        {
            yield return ($"{Labels.Count(givenUp, "cluster was", "clusters were")} not evaluated at all; {Verb(givenUp, "its section says", "their sections say")} why.", null, "");
        }

        var expired = report.Waivers.Count(use => use.State == WaiverState.Expired);
        if (expired > 0)
        {
            yield return ($"{Labels.Count(expired, "waiver has", "waivers have")} expired and no longer {Verb(expired, "applies", "apply")}.", null, "");
        }

        var unused = report.Waivers.Count(use => use.State == WaiverState.Unused);
        if (unused > 0)
        {
            yield return ($"{Labels.Count(unused, "waiver accepts", "waivers accept")} no failure of this audit.", null, "");
        }

        var recommendations = report.Summaries.Sum(cluster => cluster.Count(count => count.IsOpenFailure && count.Level == RuleLevel.Recommended));
        if (recommendations > 0)
        {
            yield return ($"{Labels.Count(recommendations, "recommendation is", "recommendations are")} not followed; recommendations do not change a verdict.", null, "");
        }
    }
}
