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
        if (report.Demo)
        {
            console.Write(new Text("DEMONSTRATION: this fleet is made up, and no real cloud was asked.", new Style(Color.Yellow)));
            console.WriteLine();
        }

        var bold = new Style(decoration: Decoration.Bold);
        var headline = new Paragraph().Append(SafeText.Line($"{report.OrganizationName} ({report.OrganizationId})"), bold);
        if (report.Scope == ReportScope.Clusters)
        {
            // The verdict of some clusters must not read like the organization's: no capitals, and no green.
            headline.Append(", PARTIAL: ", bold).Append(SafeText.Line(report.Headline), report.Verdict == Verdict.Compliant ? Style.Plain : Marks.StyleOf(report.Verdict));
        }
        else if (report.Clusters.IsEmpty)
        {
            headline.Append($": {report.Headline}");
        }
        else
        {
            headline.Append(" is ").Append($"{Marks.SymbolOf(report.Verdict, Unicode)} {Marks.WordOf(report.Verdict).ToUpperInvariant()}", Marks.StyleOf(report.Verdict)).Append(report.WaiverRemark);
        }

        console.Write(headline);
        console.WriteLine();
        if (report.Scope == ReportScope.Organization && !report.Clusters.IsEmpty)
        {
            console.Write(new Text(SafeText.Line(report.Headline)));
            console.WriteLine();
        }

        WriteOrigin(report);
        console.WriteLine();
    }

    /// <summary>When it was audited, who ordered it, and by which inventory; the report files also say with which identities it read.</summary>
    private void WriteOrigin(AuditReport report)
    {
        var parts = new[]
        {
            string.Create(CultureInfo.InvariantCulture, $"audited {report.GeneratedAt.UtcDateTime:yyyy-MM-dd HH:mm} UTC"),
            report.OrderedBy is { } orderer ? orderer.Name is { } name ? $"ordered by {name} ({WordOf(orderer.Cause)})" : $"ordered by the {WordOf(orderer.Cause)}" : null,
            string.Create(CultureInfo.InvariantCulture, $"log retention asked for since {report.Period.RecordsSince.UtcDateTime:yyyy-MM-dd}"),
            report.InventorySha256 is { } hash ? $"inventory SHA-256 {hash}" : null,
        };
        console.Write(new Text(SafeText.Line(string.Join("; ", parts.OfType<string>()))));
        console.WriteLine();
    }

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
}
