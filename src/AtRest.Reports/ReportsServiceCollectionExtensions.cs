using AtRest.Reports.Bundle;
using AtRest.Reports.Html;
using AtRest.Reports.Json;
using AtRest.Reports.JsonLines;
using AtRest.Reports.Pages;
using AtRest.Reports.Signing;
using AtRest.Reports.Verifying;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AtRest.Reports;

/// <summary>Registers the renderers: the list of formats. Each format is a folder of this project.</summary>
public static class ReportsServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IReportRenderer"/> for each format (resolve all and choose by <see cref="IReportRenderer.Format"/>), and an
    /// <see cref="IFindingsRenderer"/>. Reports are signed if an <see cref="ISigningKeySource"/> was added before.
    /// </summary>
    public static IServiceCollection AddAtRestReports(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISigningKeySource>(new FixedSigningKey(null));
        return services.AddSingleton<ReportSigner>().AddSingleton<ReportBundle>().AddSingleton<ReportVerifier>().AddFormats();
    }

    private static IServiceCollection AddFormats(this IServiceCollection services) => services
        .AddSingleton<IReportRenderer, JsonReportRenderer>()
        .AddSingleton<IReportRenderer, JsonLinesReportRenderer>()
        .AddSingleton<IReportRenderer, HtmlReportRenderer>()
        .AddSingleton<IReportRenderer, PagesReportRenderer>()
        .AddSingleton<IReportRenderer>(provider => new BundleRenderer(provider.GetRequiredService<ReportBundle>(), provider.GetServices<IReportRenderer>))
        .AddSingleton<IFindingsRenderer, FindingsRenderer>();
}
