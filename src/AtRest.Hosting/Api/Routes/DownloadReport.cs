using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/reports/{report}/{format}</c>: a file of a report; <c>latest</c> is the newest.</summary>
internal sealed class DownloadReport(IReportCatalog reports, ReportFiles files) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        var id = context.GetRouteValue("report") as string ?? "";
        var entry = id == "latest" ? await reports.LatestAsync(organizationId, context.RequestAborted).ConfigureAwait(false)
            : PathIds.IsUuid(id) ? await reports.FindAsync(organizationId, id, context.RequestAborted).ConfigureAwait(false)
            : null;
        if (entry is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound).ConfigureAwait(false);
            return;
        }

        var format = context.GetRouteValue("format") as string;
        if (entry.Files.FirstOrDefault(file => file.Format == format) is not { } found)
        {
            await Answers.ProblemAsync(context, Problem.NoSuchFormat([.. entry.Files.Select(file => file.Format)])).ConfigureAwait(false);
            return;
        }

        await files.SendAsync(context, entry, found).ConfigureAwait(false);
    }
}
