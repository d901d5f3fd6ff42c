using System.Collections.Immutable;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace AtRest.Hosting.Api.Routes;

/// <summary>
/// <c>GET …/reports/{report}/{format}</c>: a file of a report; <c>latest</c> is the newest about the whole organization, and with <c>?scope=any</c> the newest of all.
/// <c>evidence</c> and <c>signature</c> are formats too, and <c>csv.signature</c> is the signature over a file that was rendered later.
/// </summary>
internal sealed class DownloadReport(IReportCatalog reports, ReportFiles files, SigningSettings signing) : IOrganizationRoute
{
    private const string Latest = "latest";

    private readonly ImmutableArray<string> formats =
        [.. files.Formats, ReportFileWriter.EvidenceFormat, .. signing.IsOn ? [ReportFileWriter.SignatureFormat] : Array.Empty<string>()];

    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        var id = context.GetRouteValue("report") as string ?? "";
        if (!TryReadScope(context.Request.Query["scope"], id, out var scope))
        {
            await Answers.ProblemAsync(context, Problem.BadRequest("'scope' is allowed once, only for 'latest'. It is 'organization' (the newest report about the whole organization) or 'any' (the newest report)."));
            return;
        }

        var entry = id == Latest ? await reports.LatestAsync(organizationId, scope, context.RequestAborted)
            : PathIds.IsUuid(id) ? await reports.FindAsync(organizationId, id, context.RequestAborted)
            : null;
        var format = context.GetRouteValue("format") as string ?? "";
        if (entry is null)
        {
            if (id == Latest && !formats.Contains(format))
            {
                // The same answer as when there is a report.
                await Answers.ProblemAsync(context, Problem.NoSuchFormat(formats));
                return;
            }

            var isPartial = id == Latest && await reports.LatestAsync(organizationId, LatestOf.Any, context.RequestAborted) is not null;
            await Answers.ProblemAsync(context, isPartial ? Problem.NoWholeReport : Problem.NotFound);
            return;
        }

        var (file, problem) = await files.FindAsync(context, entry, format);
        await (file is null ? Answers.ProblemAsync(context, problem!) : files.SendAsync(context, entry, file));
    }

    private static bool TryReadScope(StringValues given, string id, out LatestOf scope)
    {
        scope = given is ["any"] ? LatestOf.Any : LatestOf.Organization;
        return given.Count == 0 || (id == Latest && given is ["any" or "organization"]);
    }
}
