using AtRest.Reports.Html;
using AtRest.Reports.Json;
using AtRest.Reports.JsonLines;
using AtRest.Reports.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports;

/// <summary>Registers the renderers: the list of formats. Each format is a folder of this project.</summary>
public static class ReportsServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IReportRenderer"/> for each format (resolve all and choose by <see cref="IReportRenderer.Format"/>), and an
    /// <see cref="IFindingsRenderer"/>.
    /// </summary>
    public static IServiceCollection AddAtRestReports(this IServiceCollection services) => services
        .AddSingleton<IReportRenderer, JsonReportRenderer>()
        .AddSingleton<IReportRenderer, JsonLinesReportRenderer>()
        .AddSingleton<IReportRenderer, HtmlReportRenderer>()
        .AddSingleton<IReportRenderer, PagesReportRenderer>()
        .AddSingleton<IFindingsRenderer, FindingsRenderer>();
}
