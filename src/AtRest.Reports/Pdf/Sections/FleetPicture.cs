using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Reports.Pdf.Layout;

namespace AtRest.Reports.Pdf.Sections;

/// <summary>A picture of the fleet: a tile for each cluster, by declared type. Its shape and colour show the verdict.</summary>
internal static class FleetPicture
{
    private const int MostTiles = 200;

    private static readonly EncryptionType[] Types =
        [EncryptionType.External, EncryptionType.Hardware, EncryptionType.Software, EncryptionType.Provider, EncryptionType.None];

    public static void Write(Flow flow, AuditReport report)
    {
        if (report.Summaries.IsEmpty)
        {
            flow.Paragraph(new Run("The report has no cluster.", Styles.Body));
            return;
        }

        var perTile = Math.Max(1, (report.Summaries.Length + MostTiles - 1) / MostTiles);
        var size = report.Summaries.Length > 60 ? 8.0 : 13.0;
        flow.Paragraph(new Run($"{(perTile > 1 ? $"Each tile stands for up to {perTile} clusters with the same verdict" : "One tile for each cluster")}, by declared type of encryption. Square: non-compliant. Diamond: indeterminate. Circle: compliant.", Styles.Note));
        foreach (var type in Types)
        {
            var clusters = report.Summaries.Where(cluster => cluster.DeclaredType == type).ToList();
            if (clusters.Count > 0)
            {
                WriteRow(flow, type, clusters, perTile, size);
            }
        }
    }

    private static void WriteRow(Flow flow, EncryptionType type, List<ClusterSummary> clusters, int perTile, double size)
    {
        var tiles = clusters.GroupBy(cluster => cluster.Verdict).SelectMany(verdict => verdict.Chunk(perTile)).Select(tile => tile[0].Verdict).ToList();
        var pitch = size * 1.3;
        var columns = (int)(flow.Width / pitch);
        var rows = (tiles.Count + columns - 1) / columns;
        var words = Labels.InWords(clusters);
        flow.Need(rows * pitch + 20);
        flow.Paragraph(new Run(Labels.Of(type), Styles.Bold), new Run($", {Labels.MeaningOf(type)}: {words}", Styles.Note));
        flow.Picture($"{Labels.Of(type)}: {words}.", Math.Min(tiles.Count, columns) * pitch, rows * pitch, (left, top) => tiles.Select((verdict, index) => Tile(verdict, left + index % columns * pitch, top + index / columns * pitch, size)));
        flow.Gap(5);
    }

    private static Shape Tile(Verdict verdict, double x, double y, double size)
    {
        var ink = Styles.OfTone(Labels.ToneOf(verdict));
        return verdict switch
        {
            Verdict.Compliant => new Disc(ink, x, y, size),
            Verdict.Indeterminate => new Polygon(ink, [x + size / 2, y, x + size, y + size / 2, x + size / 2, y + size, x, y + size / 2]),
            Verdict.NonCompliant => new Box(ink, x + size * 0.06, y + size * 0.06, size * 0.88, size * 0.88),
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
        };
    }
}
