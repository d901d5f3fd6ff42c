using System.Globalization;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Audits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/audits/{audit}/batches</c>: how far each batch of an audit is.</summary>
internal sealed class ListBatches(IAudits audits, AuditBatches batches) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (!ListReports.TryReadLimit(context.Request.Query, out var limit))
        {
            await Answers.ProblemAsync(context, Problem.BadRequest($"'limit' must be one whole number from 1 to {ListReports.MaxLimit}."));
            return;
        }

        var id = context.GetRouteValue("audit") as string ?? "";
        if (!PathIds.IsUuid(id) || await audits.FindAsync(organizationId, id, context.RequestAborted) is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var given = context.Request.Query["after"];
        var page = given.Count > 1 ? null : await batches.ListAsync(organizationId, id, given.Count == 0 ? null : given[0] ?? "", limit, context.RequestAborted);
        if (page is null)
        {
            await Answers.ProblemAsync(context, Problem.BadRequest("'after' must be the ID of a batch of this audit. Start again without 'after'."));
            return;
        }

        var next = page.HasMore ? string.Create(CultureInfo.InvariantCulture, $"{ApiPaths.Of(ApiPaths.Batches, organizationId, id)}?after={page.Batches[^1].Id}&limit={limit}") : null;
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        await Answers.JsonAsync(context, new BatchListBody([.. page.Batches.Select(BatchBody.Of)], page.Total) { Next = next }, ApiJson.Readable.BatchListBody);
    }
}
