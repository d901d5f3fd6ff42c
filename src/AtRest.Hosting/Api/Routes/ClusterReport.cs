using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Audits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>POST …/clusters/{cluster}/report?format=</c>: audits one cluster immediately, and answers with the report.</summary>
internal sealed partial class ClusterReport(
    IAudits audits, Declared declared, ReportFiles files, CallLimits limits, ClientAddresses addresses, TimeProvider time, ILogger<ClusterReport> logger) : IOrganizationRoute
{
    private const string DefaultFormat = "json";

    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        var organization = await declared.FindAsync(organizationId, context.RequestAborted);
        if (organization is null || Declared.Find(organization, context.GetRouteValue("cluster") as string ?? "") is not { } cluster)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var formats = files.Formats;
        var given = context.Request.Query["format"];
        var format = given.Count == 0 ? DefaultFormat : given[0] ?? "";
        var problem = RequestedAudit.WrongKey(context.Request) ?? (given.Count > 1 || !formats.Contains(format) ? Problem.BadFormat(formats)
            : limits.OfAudit(organizationId) is { } wait ? Problem.TooManyRequests(wait)
            : await AuditAsync(context, organization, cluster, format));
        if (problem is not null)
        {
            await Answers.ProblemAsync(context, problem);
        }
    }

    private async Task<Problem?> AuditAsync(HttpContext context, Organization organization, Cluster cluster, string format)
    {
        var order = RequestedAudit.Order(context.Request, nameof(ClusterReport), organization, [cluster.Id], time.GetUtcNow());
        TrailNote.OfOwnLine(context);
        LogOrdered(order.AuditId, cluster.Id, organization.Id, context.Features.Get<Caller>()?.Id, addresses.Of(context), format);
        try
        {
            var entry = await audits.RunAsync(order, context.RequestAborted);
            var (file, problem) = await files.FindAsync(context, entry, format);
            if (file is null)
            {
                return problem;
            }

            context.Response.Headers.ContentLocation = ApiPaths.Of(ApiPaths.ReportFile, organization.Id, entry.ReportId, format);
            await files.SendContentAsync(context, entry, file);
            return null;
        }
        catch (UnknownClusterException)
        {
            // The inventory changed in the meantime.
            return Problem.NotFound;
        }
    }

    [LoggerMessage(LogLevel.Information, "Audit {AuditId} of cluster {ClusterId} of organization {OrganizationId} was started by {Caller} from {Address}, who gets the report in format {Format}")]
    private partial void LogOrdered(string auditId, string clusterId, string organizationId, string? caller, string address, string format);
}
