using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Reports.Details;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/overview</c>: the verdict, what needs action first, the next dates, the trend, and the costs.</summary>
internal sealed class GetOverview(IReportCatalog reports, ReportDetails details, ReportFiles files, Declared declared) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        var entry = await reports.LatestAsync(organizationId, LatestOf.Organization, context.RequestAborted) ?? await reports.LatestAsync(organizationId, LatestOf.Any, context.RequestAborted);
        if (entry is null && await declared.FindAsync(organizationId, context.RequestAborted) is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var overview = entry is null ? null : await details.OverviewAsync(entry, context.RequestAborted);
        await Answers.JsonAsync(context, OverviewBody.Of(entry is null ? null : ReportBody.Of(entry, files.FormatsOf(entry)), overview), ApiJson.Readable.OverviewBody);
    }
}
