using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Reports;

internal static class ReportsRegistration
{
    public static IServiceCollection AddReports(this IServiceCollection services, HostSettings settings) => services
        .AddSingleton<ReportIndex>()
        .AddSingleton<ReportStore>()
        .AddSingleton<PreviousReports>()
        .AddSingleton<IReportCatalog, ReportCatalog>();
}
