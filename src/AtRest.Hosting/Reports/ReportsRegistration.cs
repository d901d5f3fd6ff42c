using AtRest.Hosting.Reports.Details;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Reports;

internal static class ReportsRegistration
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<DamagedBlobs>()
        .AddSingleton<ReportIndex>()
        .AddSingleton<VerifiedFiles>()
        .AddSingleton<ClusterVerdicts>()
        .AddSingleton<LatestReports>()
        .AddSingleton<ReportFileWriter>()
        .AddSingleton<RenderedFiles>()
        .AddSingleton<ReportDetails>()
        .AddSingleton<ClusterLists>()
        .AddSingleton<ClusterDetails>()
        .AddSingleton<DeclaredWaivers>()
        .AddSingleton<ReportStore>()
        .AddSingleton<PreviousReports>()
        .AddSingleton<IReportCatalog, ReportCatalog>();
}
