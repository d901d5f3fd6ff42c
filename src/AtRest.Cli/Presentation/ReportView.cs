using System.Globalization;
using AtRest.Core.Audits;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>A report on a terminal, or piped: the verdict, the clusters, what changed, what needs action, and the waivers.</summary>
internal sealed class ReportView(IAnsiConsole console)
{
    /// <summary>Beyond it a terminal is the wrong place: the report files hold all.</summary>
    private const int FindingsShown = 30;

    public void Write(AuditReport report)
    {
        WriteVerdict(report);
        if (!report.Clusters.IsEmpty)
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
        var summary = report.Summary;
        var counts = string.Create(CultureInfo.InvariantCulture, $"{Plural(summary.Clusters, "cluster")}: {summary.NonCompliant} non-compliant, {summary.Indeterminate} indeterminate, {summary.Compliant} compliant");
        console.Write(new Paragraph()
            .Append(SafeText.Line($"{report.OrganizationName} ({report.OrganizationId})"), new Style(decoration: Decoration.Bold))
            .Append(" is ")
            .Append($"{Marks.SymbolOf(report.Verdict, Unicode)} {Marks.WordOf(report.Verdict).ToUpperInvariant()}", Marks.StyleOf(report.Verdict)));
        console.WriteLine();
        console.Write(new Text(string.Create(CultureInfo.InvariantCulture, $"{counts}; audited {report.GeneratedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC")));
        console.WriteLine();
        console.WriteLine();
    }

    private void WriteFindings(AuditReport report)
    {
        var groups = FindingGroup.Of(report);
        var details = new FindingDetails(
            console, report.Clusters.Select(audit => audit.Cluster).DistinctBy(cluster => cluster.Id, StringComparer.Ordinal).ToDictionary(cluster => cluster.Id, cluster => cluster.Name, StringComparer.Ordinal));
        foreach (var group in groups.Take(FindingsShown))
        {
            details.Write(group);
        }

        if (groups.Count > FindingsShown)
        {
            console.Write(new Text($"and {groups.Count - FindingsShown} more: the report files hold all (--format html --output DIR)."));
            console.WriteLine();
            console.WriteLine();
        }
    }

    private void WriteWaivers(AuditReport report)
    {
        foreach (var use in report.Waivers)
        {
            var waiver = use.Waiver;
            var cluster = report.Clusters.Select(audit => audit.Cluster).FirstOrDefault(candidate => candidate.Id == waiver.Cluster)?.Name ?? waiver.Cluster;
            console.Write(new Text(SafeText.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"~ {use.State.ToString().ToLowerInvariant()} waiver: {waiver.Rule} of {cluster} until {waiver.Expires:yyyy-MM-dd}: {waiver.Reason} (owner {waiver.Owner}, approved by {waiver.ApprovedBy})"))));
            console.WriteLine();
        }

        if (!report.Waivers.IsEmpty)
        {
            console.WriteLine();
        }
    }

    private static string Plural(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
