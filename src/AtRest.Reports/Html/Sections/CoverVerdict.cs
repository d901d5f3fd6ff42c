using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The verdict in words that require no knowledge of Camunda.</summary>
internal static class CoverVerdict
{
    private const string Unseen = "because evidence for a required rule could not be read";

    public static void Write(HtmlWriter html, ReportView view)
    {
        var summary = view.Report.Summary;
        // Green would look like the organization's verdict.
        var tone = summary.Clusters == 0 || view.Report is { Scope: ReportScope.Clusters, Verdict: Verdict.Compliant } ? "none" : Labels.ToneOf(view.Report.Verdict);
        html.Write($"""
            <section class="verdict {tone}" aria-labelledby="verdict-title">
            <h2 id="verdict-title">
            """);
        Badge.WriteIcon(html, tone);
        html.Write($"""
            {Headline(view.Report)}</h2>
            <p>{Explanation(view.Report)}</p>

            """);
        WriteNotes(html, view);
        html.Write($"</section>\n");
    }

    private static string Headline(AuditReport report) => (report.Summary.Clusters, report.Verdict) switch
    {
        (0, _) => "Nothing was audited",
        _ when report.Scope == ReportScope.Clusters => report.Headline,
        (_, Verdict.NonCompliant) => "Action is required",
        (_, Verdict.Indeterminate) => "Not everything could be judged" + report.WaiverRemark,
        (_, Verdict.Compliant) => "Every cluster is compliant" + report.WaiverRemark,
        _ => throw new ArgumentOutOfRangeException(nameof(report), report.Verdict, null),
    };

    private static string Explanation(AuditReport report) => (report.Summary.Clusters, report.Verdict) switch
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

    private static void WriteNotes(HtmlWriter html, ReportView view)
    {
        if (view.Report.WaivedFailures > 0)
        {
            html.Write($"""
                <p>{Labels.Count(view.Report.WaivedFailures, "failure is", "failures are")} accepted by a <a href="#waivers">waiver</a>.</p>

                """);
        }

        var givenUp = view.Report.Summaries.Count(cluster => cluster.IsNotEvaluated);
        if (givenUp > 0)
        {
            html.Write($"""
                <p>{Labels.Count(givenUp, "cluster was", "clusters were")} not evaluated at all; {Verb(givenUp, "its section says", "their sections say")} why.</p>

                """);
        }

        var expired = view.Report.Waivers.Count(use => use.State == WaiverState.Expired);
        if (expired > 0)
        {
            html.Write($"""
                <p>{Labels.Count(expired, "waiver has", "waivers have")} expired and no longer {Verb(expired, "applies", "apply")}.</p>

                """);
        }

        var unused = view.Report.Waivers.Count(use => use.State == WaiverState.Unused);
        if (unused > 0)
        {
            html.Write($"""
                <p>{Labels.Count(unused, "waiver accepts", "waivers accept")} no failure of this audit.</p>

                """);
        }

        if (view.OpenRecommendations > 0)
        {
            html.Write($"""
                <p>{Labels.Count(view.OpenRecommendations, "recommendation is", "recommendations are")} not followed; recommendations do not change a verdict.</p>

                """);
        }
    }
}
