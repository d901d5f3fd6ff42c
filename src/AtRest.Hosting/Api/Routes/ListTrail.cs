using System.Globalization;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.Trail;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/trail</c>: who downloaded what, sign-ins, refusals, and changes of keys and endpoints, the newest first.</summary>
internal sealed class ListTrail(OrganizationTrail trail, Declared declared) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (!ListReports.TryReadLimit(context.Request.Query, out var limit))
        {
            await Answers.ProblemAsync(context, Problem.BadRequest($"'limit' must be one whole number from 1 to {ListReports.MaxLimit}."));
            return;
        }

        var given = context.Request.Query["before"];
        var before = given is [{ } text] ? TrailPlace.Parse(text) : null;
        if (given.Count > 0 && before is null)
        {
            await Answers.ProblemAsync(context, Problem.BadRequest("'before' must be from 'next' of a page of this trail. Start again without 'before'."));
            return;
        }

        var page = await trail.ReadAsync(organizationId, before, limit, context.RequestAborted);
        if (page.Entries.IsEmpty && await declared.FindAsync(organizationId, context.RequestAborted) is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var next = page.Next is { } place ? string.Create(CultureInfo.InvariantCulture, $"{ApiPaths.Of(ApiPaths.Trail, organizationId)}?before={place}&limit={limit}") : null;
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        await Answers.JsonAsync(context, new TrailBody([.. page.Entries.Select(TrailEntryBody.Of)]) { Next = next }, ApiJson.Readable.TrailBody);
    }
}
