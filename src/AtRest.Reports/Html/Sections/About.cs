using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>Explains the report, for a reader who knows neither Camunda nor this tool.</summary>
internal static class About
{
    public static void Write(HtmlWriter html) => html.Write($"{ReportAssets.About}");
}
