using AtRest.Core.Audits;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The tiles of one row of the fleet's picture, as an inline SVG with a text alternative.</summary>
internal static class FleetTiles
{
    private const int Pitch = 20;
    private const int FewColumns = 16;
    private const int ManyColumns = 32;
    private const int FewSize = 28;
    private const int ManySize = 20;

    /// <param name="html">Receives the tiles.</param>
    /// <param name="alternative">The picture in words.</param>
    /// <param name="clusters">The clusters of the row, the worst verdicts first.</param>
    /// <param name="perTile">The maximum number of clusters of a tile, all with the same verdict.</param>
    public static void Write(HtmlWriter html, string alternative, List<ClusterSummary> clusters, int perTile)
    {
        var tiles = clusters.GroupBy(cluster => cluster.Verdict).SelectMany(verdict => verdict.Chunk(perTile)).ToList();
        var many = tiles.Count > FewColumns * 2;
        var columns = many ? ManyColumns : Math.Min(FewColumns, tiles.Count);
        var size = many ? ManySize : FewSize;
        var rows = (tiles.Count + columns - 1) / columns;
        html.Write($"""
            <svg class="tiles" role="img" aria-label="{alternative}" viewBox="0 0 {columns * Pitch} {rows * Pitch}" width="{columns * size}" height="{rows * size}">

            """);
        for (var index = 0; index < tiles.Count; index++)
        {
            var tile = tiles[index];
            var tone = Labels.ToneOf(tile[0].Verdict);
            html.Write($"""
                <g class="tile {tone}"><title>{(tile.Length == 1 ? tile[0].Name : $"{tile.Length} clusters")}: {Labels.Of(tile[0].Verdict)}</title><use href="#tile-{tone}" x="{index % columns * Pitch}" y="{index / columns * Pitch}" width="{Pitch}" height="{Pitch}"/></g>

                """);
        }

        html.Write($"</svg>\n");
    }
}
