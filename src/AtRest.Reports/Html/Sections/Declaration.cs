using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The declaration that a cluster is judged against and, beside it, what Camunda reports.</summary>
internal static class Declaration
{
    public static void Write(HtmlWriter html, ClusterAudit audit)
    {
        var cluster = audit.Cluster;
        html.Write($"""
            <dl class="facts">
            <div><dt>Declared encryption</dt><dd>{Labels.Of(cluster.Encryption.Type)}</dd></div>

            """);
        WriteIfAny(html, "Stage", cluster.Stage);
        WriteRow(html, "Hosted in", Labels.PlaceOf(audit.Cluster, audit.ReportedProvider, ", "));
        WriteIfAny(html, "Backup region", cluster.BackupRegion);
        WriteCode(html, "Cluster ID", cluster.Id);
        switch (cluster.Encryption)
        {
            case DeclaredEncryption.External external:
                WriteCode(html, "Primary key", external.PrimaryKeyArn.Value);
                WriteCode(html, "Secondary key", external.SecondaryKeyArn?.Value);
                WriteCode(html, "Cluster’s role", external.RoleArn.Value);
                break;
            case DeclaredEncryption.Hardware hardware:
                WriteCode(html, "Crypto key", hardware.CryptoKey);
                break;
            case DeclaredEncryption.Software software:
                WriteCode(html, "Crypto key", software.CryptoKey);
                break;
        }

        WriteReported(html, audit, cluster.Encryption as DeclaredEncryption.External);
        html.Write($"</dl>\n");
    }

    /// <summary>A key that is the same as the declared one is not shown twice.</summary>
    private static void WriteReported(HtmlWriter html, ClusterAudit audit, DeclaredEncryption.External? declared)
    {
        if (audit.Reported is not { } reported)
        {
            return;
        }

        var encryption = reported.Encryption;
        WriteRow(html, "Camunda reports", string.Join(", ", new[] { encryption?.Type ?? "no encryption type", encryption?.Status, audit.ReportedProvider, reported.Region?.Name, BackupOf(reported) }.Where(part => part is not null)));
        WriteCode(html, "Primary key that Camunda reports", encryption?.PrimaryKeyArn is { } primary && primary != declared?.PrimaryKeyArn.Value ? primary : null);
        WriteCode(html, "Secondary key that Camunda reports", encryption?.SecondaryKeyArn is { } secondary && secondary != declared?.SecondaryKeyArn?.Value ? secondary : null);
    }

    private static string? BackupOf(CamundaCluster reported) => reported.BackupRegion?.Name is { } name ? $"backup {name}" : null;

    private static void WriteIfAny(HtmlWriter html, string term, string? value)
    {
        if (value is not null)
        {
            WriteRow(html, term, value);
        }
    }

    private static void WriteRow(HtmlWriter html, string term, string value) => html.Write($"""
        <div><dt>{term}</dt><dd>{value}</dd></div>

        """);

    private static void WriteCode(HtmlWriter html, string term, string? value)
    {
        if (value is not null)
        {
            html.Write($"""
                <div class="wide"><dt>{term}</dt><dd><code>{value}</code></dd></div>

                """);
        }
    }
}
