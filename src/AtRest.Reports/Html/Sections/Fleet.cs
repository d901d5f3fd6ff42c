using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>A picture of the fleet: a tile for each cluster, by declared type; its shape and colour show the verdict.</summary>
internal static class Fleet
{
    private static readonly EncryptionType[] Types =
        [EncryptionType.External, EncryptionType.Hardware, EncryptionType.Software, EncryptionType.Provider, EncryptionType.None];

    /// <summary>A browser draws a few hundred tiles at once. A picture of more would be no clearer.</summary>
    private const int MostTiles = 200;

    private static int PerTile(AuditReport report) => Math.Max(1, (report.Summaries.Length + MostTiles - 1) / MostTiles);

    public static void Write(HtmlWriter html, AuditReport report)
    {
        html.Write($"""
            <section id="fleet" aria-labelledby="fleet-title">
            <h2 id="fleet-title">The fleet at a glance</h2>

            """);
        Banner.WritePart(html, report);
        if (report.Summaries.IsEmpty)
        {
            html.Write($"<p>The report has no cluster.</p>\n</section>\n");
            return;
        }

        html.Write($"""
            <figure class="fleet">

            """);
        foreach (var type in Types)
        {
            var clusters = report.Summaries.Where(cluster => cluster.DeclaredType == type).ToList();
            if (clusters.Count > 0)
            {
                WriteRow(html, type, clusters, PerTile(report));
            }
        }

        html.Write($"<figcaption>{(report.Summaries.Length > MostTiles ? $"Each tile stands for up to {Labels.Count(PerTile(report), "cluster", "clusters")} with the same verdict" : "One tile for each cluster")}, by declared type of encryption: ");
        WriteLegend(html);
        html.Write($".</figcaption>\n</figure>\n</section>\n");
    }

    private static void WriteRow(HtmlWriter html, EncryptionType type, List<ClusterSummary> clusters, int perTile)
    {
        html.Write($"""
            <div class="fleet-row">
            <p class="fleet-label"><strong>{Labels.Of(type)}</strong> <span class="note">{Labels.MeaningOf(type)}</span></p>
            <div class="fleet-tiles">

            """);
        FleetTiles.Write(html, $"{Labels.Of(type)}: {Labels.InWords(clusters)}.", clusters, perTile);
        html.Write($"""
            <p class="note">{Labels.InWords(clusters)}</p>
            </div>
            </div>

            """);
    }

    private static void WriteLegend(HtmlWriter html)
    {
        Badge.Write(html, Verdict.NonCompliant);
        html.Write($" ");
        Badge.Write(html, Verdict.Indeterminate);
        html.Write($" ");
        Badge.Write(html, Verdict.Compliant);
    }
}
