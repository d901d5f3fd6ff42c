using System.Globalization;
using AtRest.Cli.Rules;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>A report on a terminal or in a pipe: the verdict, the clusters, what changed, what needs action, and the waivers.</summary>
/// <param name="console">Where to.</param>
/// <param name="pages">The pages of the rules.</param>
/// <param name="leastSeverity">The least severity of the findings to show.</param>
internal sealed class ReportView(IAnsiConsole console, RulePages pages, Severity leastSeverity)
{
    /// <summary>More than these are easier to read in the report files.</summary>
    private const int FindingsShown = 30;

    public void Write(AuditReport report)
    {
        WriteVerdict(report);
        if (!report.Summaries.IsEmpty)
        {
            ClusterTable.Write(console, report);
            console.WriteLine();
        }

        ChangeList.Write(console, report);
        WriteFindings(report);
        WriteWaivers(report);
    }

    private bool Unicode => console.Profile.Capabilities.Unicode;

    private void WriteVerdict(AuditReport report)
    {
        if (report.Demo)
        {
            Lines.WriteWrapped(console, (0, 0), "DEMONSTRATION: this fleet is made up, and no real cloud was read.", new Style(Color.Yellow));
        }

        var bold = new Style(decoration: Decoration.Bold);
        var verdict = report.Verdict == Verdict.Compliant && report.Scope == ReportScope.Clusters ? Style.Plain : Marks.StyleOf(report.Verdict);
        (string, Style)[] headline = report switch
        {
            // The verdict of some clusters must not read like the organization's: no capitals, and no green.
            { Scope: ReportScope.Clusters } => [(", PARTIAL: ", bold), (SafeText.Line(report.Headline), verdict)],
            { Summaries.IsEmpty: true } => [($": {report.Headline}", Style.Plain)],
            _ => [(" is ", Style.Plain), ($"{Marks.SymbolOf(report.Verdict, Unicode)} {Marks.WordOf(report.Verdict).ToUpperInvariant()}", verdict), (report.WaiverRemark, Style.Plain)],
        };
        Lines.WriteWrapped(console, (0, 0), [(SafeText.Line($"{report.OrganizationName} ({report.OrganizationId})"), bold), .. headline]);
        if (report.Scope == ReportScope.Organization && !report.Summaries.IsEmpty)
        {
            Plain(report.Headline);
        }

        WriteOrigin(report);
        console.WriteLine();
    }

    /// <summary>When it was audited, who ordered it, and by which inventory. The report files also name the identities that read the accounts.</summary>
    private void WriteOrigin(AuditReport report)
    {
        var parts = new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"audited {report.GeneratedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC"),
            report.OrderedBy is { } orderer ? orderer.Name is { } name ? $"ordered by {name} ({WordOf(orderer.Cause)})" : $"ordered by the {WordOf(orderer.Cause)}" : null,
            string.Create(CultureInfo.InvariantCulture, $"log retention required since {report.Period.RecordsSince.UtcDateTime:yyyy-MM-dd}"),
            report.InventorySha256 is { } hash ? $"inventory SHA-256 {hash}" : null,
        };
        Plain(string.Join("; ", parts.OfType<string>()));
    }

    private void Plain(string text) => Lines.WriteWrapped(console, (0, 0), SafeText.Line(text), Style.Plain);

    private static string WordOf(OrderCause cause) => cause switch
    {
        OrderCause.CommandLine => "command line",
        OrderCause.Nightly => "nightly schedule",
        OrderCause.Request => "request to the server",
        OrderCause.KeyChange => "change of a key",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
    };

    private void WriteFindings(AuditReport report)
    {
        var all = CauseGroup.Of(report);
        var groups = all.Where(group => group.First.Severity <= leastSeverity).ToList();
        var details = new FindingDetails(
            console,
            report.Summaries.DistinctBy(cluster => cluster.Id, StringComparer.Ordinal).ToDictionary(cluster => cluster.Id, cluster => cluster.Name, StringComparer.Ordinal),
            pages);
        foreach (var group in groups.Take(FindingsShown))
        {
            details.Write(group);
        }

        string?[] notes =
        [
            groups.Count > FindingsShown ? $"and {groups.Count - FindingsShown} more. The report files have all of them: '--format html --output DIR'." : null,
            all.Where(group => group.First.Severity > leastSeverity).Sum(group => group.Count) is > 0 and var hidden
                ? $"{hidden} {(hidden == 1 ? "finding" : "findings")} below {Marks.WordOf(leastSeverity)} {(hidden == 1 ? "is" : "are")} not shown (--severity {Marks.WordOf(leastSeverity)}). Remedies can refer to them: to see all, omit --severity."
                : null,
        ];
        foreach (var note in notes.OfType<string>())
        {
            Plain(note);
            console.WriteLine();
        }
    }

    private void WriteWaivers(AuditReport report)
    {
        var names = report.Waivers.IsEmpty ? null : report.Summaries.ToLookup(cluster => cluster.Id, cluster => cluster.Name, StringComparer.Ordinal);
        foreach (var use in report.Waivers)
        {
            var waiver = use.Waiver;
            var cluster = names![waiver.Cluster].FirstOrDefault(waiver.Cluster);
            Plain(string.Create(
                CultureInfo.InvariantCulture,
                $"~ {use.State.ToString().ToLowerInvariant()} waiver: {waiver.Rule} of {cluster} until {waiver.Expires:yyyy-MM-dd}: {waiver.Reason} (owner {waiver.Owner}, approved by {waiver.ApprovedBy})"));
        }

        if (!report.Waivers.IsEmpty)
        {
            console.WriteLine();
        }
    }
}
