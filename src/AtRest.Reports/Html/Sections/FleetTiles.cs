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

    public static void Write(HtmlWriter html, string alternative, List<ClusterSummary> clusters)
    {
        var many = clusters.Count > FewColumns * 2;
        var columns = many ? ManyColumns : Math.Min(FewColumns, clusters.Count);
        var size = many ? ManySize : FewSize;
        var rows = (clusters.Count + columns - 1) / columns;
        html.Write($"""
            <svg class="tiles" role="img" aria-label="{alternative}" viewBox="0 0 {columns * Pitch} {rows * Pitch}" width="{columns * size}" height="{rows * size}">

            """);
        for (var index = 0; index < clusters.Count; index++)
        {
            var tone = Labels.ToneOf(clusters[index].Verdict);
            html.Write($"""
                <g class="tile {tone}"><title>{clusters[index].Name}: {Labels.Of(clusters[index].Verdict)}</title><use href="#tile-{tone}" x="{index % columns * Pitch}" y="{index / columns * Pitch}" width="{Pitch}" height="{Pitch}"/></g>

                """);
        }

        html.Write($"</svg>\n");
    }
}
