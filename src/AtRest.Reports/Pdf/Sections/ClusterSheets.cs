using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Reports.Html;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>A sheet for each cluster, which can be given to its owner.</summary>
internal static class ClusterSheets
{
    public static void Write(Flow flow, ReportView view, ImmutableArray<ClusterAudit> clusters)
    {
        flow.NewSheet();
        flow.Heading(1, "Cluster sheets", "clusters");
        if (clusters.IsEmpty)
        {
            flow.Paragraph(new Run("No cluster was audited.", Styles.Body));
            return;
        }

        flow.Paragraph(new Run("All clusters, those that need action first. A name leads to the cluster’s sheet.", Styles.Body));
        flow.Table(
            [new("Cluster", 30), new("Verdict", 17), new("Declared encryption", 23), new("Hosted in", 24), new("Open failures", 20), new("Not judged", 11), new("Waived", 10)],
            view.Report.Summaries.Select((cluster, index) => RowOf(view, cluster, index + 1)));
        foreach (var (index, audit) in clusters.Index())
        {
            WriteSheet(flow, view, index + 1, audit);
        }

        WriteShared(flow, view);
    }

    private static Cell[] RowOf(ReportView view, ClusterSummary cluster, int number) =>
    [
        new Cell([Blocks.ClusterName(view, number, Styles.RowBold)]),
        new Cell([new Run(Labels.Of(cluster.Verdict), Styles.RowBold with { Ink = Styles.OfTone(Labels.ToneOf(cluster.Verdict)) })]),
        Cell.Of(cluster.OtherReportedType is { } other ? $"{Labels.Of(cluster.DeclaredType)} (Camunda reports {other})" : Labels.Of(cluster.DeclaredType)),
        Cell.Of(Labels.PlaceOf(cluster.Cluster, cluster.ReportedProvider, " ")),
        Cell.Of(Labels.OpenFailures(cluster)),
        Cell.Of(cluster.Unknown == 0 ? "–" : $"{cluster.Unknown}"),
        Cell.Of(cluster.WaivedFailures == 0 ? "–" : $"{cluster.WaivedFailures}"),
    ];

    private static void WriteSheet(Flow flow, ReportView view, int number, ClusterAudit audit)
    {
        flow.NewSheet();
        flow.Heading(2, audit.Cluster.Name, Blocks.ClusterAnchor(number));
        var tone = Labels.ToneOf(audit.Verdict);
        flow.Shaded(Styles.TintOf(tone), 6, () => flow.Paragraph(new Run($"{Labels.Of(audit.Verdict)}. ", Styles.Bold with { Ink = Styles.OfTone(tone) }), new Run(VerdictReason.Of(audit), Styles.Body)));
        flow.Gap(6);
        WriteDeclaration(flow, audit);
        WriteCards(flow, view, audit, "Failures", [.. audit.Findings.Where(finding => finding.IsOpenFailure).OrderBy(finding => finding.Severity).ThenBy(finding => finding.Level)]);
        WriteUnknown(flow, view, audit);
        WriteCards(flow, view, audit, "Failures accepted by a waiver", [.. audit.Findings.Where(finding => finding.Waiver is not null)]);
        WriteQuiet(flow, view, audit, "Passed", FindingStatus.Pass);
        WriteQuiet(flow, view, audit, "Not applicable", FindingStatus.NotApplicable);
        TimelineTable.Write(flow, audit);
        if (!audit.Statements.IsEmpty)
        {
            flow.Paragraph([new Run("Statements that no rule checks: ", Styles.Note), .. Runs.Of(audit.Statements.Select(view.Statements.Of)).Select(run => new Run($"{run.Text} ", Styles.Note with { Ink = Styles.Hyperlink }, Blocks.StatementAnchor(run.First)))]);
        }
    }

    private static void WriteDeclaration(Flow flow, ClusterAudit audit)
    {
        var cluster = audit.Cluster;
        flow.Fact("Declared encryption", Blocks.Text(Labels.Of(cluster.Encryption.Type)));
        WriteIfAny(flow, "Stage", cluster.Stage, Styles.Body);
        flow.Fact("Hosted in", Blocks.Text(Labels.PlaceOf(cluster, audit.ReportedProvider, ", ")));
        WriteIfAny(flow, "Backup region", cluster.BackupRegion, Styles.Body);
        WriteIfAny(flow, "Cluster ID", cluster.Id, Styles.Code);
        var external = cluster.Encryption as DeclaredEncryption.External;
        WriteIfAny(flow, "Primary key", external?.PrimaryKeyArn.Value, Styles.Code);
        WriteIfAny(flow, "Secondary key", external?.SecondaryKeyArn?.Value, Styles.Code);
        WriteIfAny(flow, "Cluster’s role", external?.RoleArn.Value, Styles.Code);
        WriteIfAny(flow, "Crypto key", cluster.Encryption switch { DeclaredEncryption.Hardware hardware => hardware.CryptoKey, DeclaredEncryption.Software software => software.CryptoKey, _ => null }, Styles.Code);
        if (audit.Reported is { } reported)
        {
            var parts = new[] { reported.Encryption?.Type ?? "no encryption type", reported.Encryption?.Status, audit.ReportedProvider, reported.Region?.Name, reported.BackupRegion?.Name is { } backup ? $"backup {backup}" : null };
            flow.Fact("Camunda reports", Blocks.Text(string.Join(", ", parts.Where(part => part is not null))));
            WriteIfAny(flow, "Primary key that Camunda reports", Other(reported.Encryption?.PrimaryKeyArn, external?.PrimaryKeyArn.Value), Styles.Code);
            WriteIfAny(flow, "Secondary key that Camunda reports", Other(reported.Encryption?.SecondaryKeyArn, external?.SecondaryKeyArn?.Value), Styles.Code);
        }
    }

    /// <summary>A key that is the same as the declared one is not shown twice.</summary>
    private static string? Other(string? reported, string? declared) => reported == declared ? null : reported;

    private static void WriteIfAny(Flow flow, string term, string? value, TextStyle style)
    {
        if (value is not null)
        {
            flow.Fact(term, Blocks.Text(value, style));
        }
    }

    private static void WriteCards(Flow flow, ReportView view, ClusterAudit audit, string title, List<Finding> findings)
    {
        if (findings.Count == 0)
        {
            return;
        }

        flow.Heading(3, $"{title} ({findings.Count})", next: 60);
        findings.ForEach(finding => FindingCards.Write(flow, view, audit.Cluster, finding));
    }

    /// <summary>A card for each finding with a reason that is not a missing answer. The others refer to their causes.</summary>
    private static void WriteUnknown(Flow flow, ReportView view, ClusterAudit audit)
    {
        var unknown = audit.Findings.Where(finding => finding.Status == FindingStatus.Unknown).ToList();
        WriteCards(flow, view, audit, "Could not be judged", [.. unknown.Where(finding => view.CauseNumbers(finding).IsEmpty)]);
        var unread = unknown.Where(finding => !view.CauseNumbers(finding).IsEmpty).ToList();
        if (unread.Count == 0)
        {
            return;
        }

        flow.Heading(3, $"Without evidence ({unread.Count})", next: 60);
        flow.Paragraph([new Run("Why, and what to do: ", Styles.Body), .. unread.SelectMany(finding => view.CauseNumbers(finding)).Distinct().Order().Select(cause => new Run($"cause {cause} ", Styles.Link, Blocks.CauseAnchor(cause)))]);
        FindingCards.WriteQuiet(flow, view, audit.Cluster, unread);
    }

    private static void WriteQuiet(Flow flow, ReportView view, ClusterAudit audit, string title, FindingStatus status)
    {
        var (own, list) = view.Shared.Split(audit, status);
        var count = own.Count + (list?.Findings.Length ?? 0);
        if (count == 0)
        {
            return;
        }

        flow.Heading(3, $"{title} ({count})", next: 60);
        FindingCards.WriteQuiet(flow, view, audit.Cluster, own);
        if (list is not null)
        {
            flow.Paragraph(new Run($"{list.Findings.Length} of them are as in other clusters: ", Styles.Body), new Run($"list {list.Number}", Styles.Link, Blocks.SharedAnchor(list.Number)));
        }
    }

    private static void WriteShared(Flow flow, ReportView view)
    {
        var lists = view.Shared.Lists.ToList();
        if (lists.Count == 0)
        {
            return;
        }

        flow.NewSheet();
        flow.Heading(2, "Results that clusters share", "shared");
        flow.Paragraph(new Run("These checks gave the same result, from the same evidence, in several clusters. The sheets of the clusters refer to them.", Styles.Body));
        foreach (var list in lists)
        {
            flow.Heading(3, $"List {list.Number}: {Labels.Count(list.Findings.Length, "check", "checks")} {(list.Findings[0].Status == FindingStatus.Pass ? "passed" : "not applicable")} in {list.Clusters} clusters", next: 60, place: Blocks.SharedAnchor(list.Number));
            FindingCards.WriteQuiet(flow, view, list.Cluster, list.Findings);
        }
    }
}
