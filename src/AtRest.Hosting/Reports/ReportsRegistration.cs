using AtRest.Hosting.Reports.Details;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Reports;

internal static class ReportsRegistration
{
    public static IServiceCollection AddReports(this IServiceCollection services, HostSettings settings) => services
        .AddSingleton<DamagedBlobs>()
        .AddSingleton<ReportIndex>()
        .AddSingleton<VerifiedFiles>()
        .AddSingleton<ClusterVerdicts>()
        .AddSingleton<LatestReports>()
        .AddSingleton<StoredFormats>()
        .AddSingleton<ReportDetails>()
        .AddSingleton<ReportStore>()
        .AddSingleton<PreviousReports>()
        .AddSingleton<IReportCatalog, ReportCatalog>();
}
