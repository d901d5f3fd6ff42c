using AtRest.Reports.Bundle;
using AtRest.Reports.Csv;
using AtRest.Reports.Html;
using AtRest.Reports.Json;
using AtRest.Reports.JsonLines;
using AtRest.Reports.JUnit;
using AtRest.Reports.Markdown;
using AtRest.Reports.Ocsf;
using AtRest.Reports.Oscal;
using AtRest.Reports.Pages;
using AtRest.Reports.Pdf;
using AtRest.Reports.PdfExecutive;
using AtRest.Reports.Sarif;
using AtRest.Reports.Signing;
using AtRest.Reports.Verifying;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AtRest.Reports;

/// <summary>Registers the renderers: the list of formats. Each format is a folder of this project.</summary>
public static class ReportsServiceCollectionExtensions
{
    /// <summary>
    /// Adds an <see cref="IReportRenderer"/> for each format (resolve all and choose by <see cref="IReportRenderer.Format"/>), an
    /// <see cref="IFindingsRenderer"/>, and an <see cref="IPolicyCheckRenderer"/> for each format of policy checks. Reports are signed if an
    /// <see cref="ISigningKeySource"/> was added before.
    /// </summary>
    /// <param name="services">The services to add to.</param>
    /// <param name="options">The choices that some formats have; null for the defaults.</param>
    public static IServiceCollection AddAtRestReports(this IServiceCollection services, ReportOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ISigningKeySource>(new FixedSigningKey(null));
        return services.AddSingleton(options ?? new ReportOptions()).AddSingleton<ReportSigner>().AddSingleton<PdfSigner>().AddSingleton<ReportBundle>().AddSingleton<ReportVerifier>().AddFormats();
    }

    private static IServiceCollection AddFormats(this IServiceCollection services) => services
        .AddSingleton<IReportRenderer, JsonReportRenderer>()
        .AddSingleton<IReportRenderer, JsonLinesReportRenderer>()
        .AddSingleton<IReportRenderer, HtmlReportRenderer>()
        .AddSingleton<IReportRenderer, PagesReportRenderer>()
        .AddSingleton<IReportRenderer, PdfReportRenderer>()
        .AddSingleton<IReportRenderer, ExecutivePdfRenderer>()
        .AddSingleton<IReportRenderer, CsvReportRenderer>()
        .AddSingleton<IReportRenderer, OcsfReportRenderer>()
        .AddSingleton<IReportRenderer, OscalReportRenderer>()
        .AddSingleton<IReportRenderer, SarifReportRenderer>()
        .AddSingleton<IReportRenderer, JUnitReportRenderer>()
        .AddSingleton<IReportRenderer, MarkdownReportRenderer>()
        .AddSingleton<IReportRenderer>(provider => new BundleRenderer(provider.GetRequiredService<ReportBundle>(), provider.GetServices<IReportRenderer>))
        .AddSingleton<IFindingBatches>(provider => FindingBatches.Ocsf(provider.GetRequiredService<ReportOptions>()))
        .AddSingleton<IFindingBatches>(provider => FindingBatches.Asff(provider.GetRequiredService<ReportOptions>()))
        .AddSingleton<IFindingsRenderer, FindingsRenderer>()
        .AddSingleton<IPolicyCheckRenderer, SarifPolicyRenderer>()
        .AddSingleton<IPolicyCheckRenderer, JUnitPolicyRenderer>();
}
