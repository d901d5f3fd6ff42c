using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>What the report is and how to read it, for someone who has seen neither Camunda nor this tool.</summary>
internal static class About
{
    public static void Write(HtmlWriter html) => html.Write($"{ReportAssets.About}");
}
