using System.Globalization;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Reports;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET /organizations</c>: the organizations that the caller can see, with the newest verdict; for operators the whole fleet.</summary>
internal static class ListOrganizations
{
    public static async Task SendAsync(HttpContext context)
    {
        if (!ListReports.TryReadLimit(context.Request.Query, out var limit))
        {
            await Answers.ProblemAsync(context, Problem.BadRequest($"'limit' must be one whole number from 1 to {ListReports.MaxLimit}."));
            return;
        }

        var given = context.Request.Query["after"];
        if (given.Count > 1 || (given.Count == 1 && !PathIds.IsOrganization(given[0] ?? "")))
        {
            await Answers.ProblemAsync(context, Problem.BadRequest("'after' must be the ID of an organization, once."));
            return;
        }

        var fleet = context.RequestServices.GetRequiredService<FleetOverview>();
        var all = await fleet.OrganizationsAsync(context.Features.Get<Caller>()!, context.RequestAborted);
        // By ID, so that a page continues although the inventory changed.
        var rest = all.OrderBy(organization => organization.Id, StringComparer.Ordinal).Where(organization => given.Count == 0 || string.CompareOrdinal(organization.Id, given[0]) > 0).ToList();
        var shown = await fleet.WithReportsAsync([.. rest.Take(limit)], context.RequestAborted);
        var next = rest.Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{ApiPaths.Of(ApiPaths.Organizations)}?after={shown[^1].Organization.Id}&limit={limit}") : null;
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        var body = new OrganizationListBody([.. shown.Select(OrganizationBody.Of)], all.Length) { Next = next };
        await Answers.JsonAsync(context, body, ApiJson.Readable.OrganizationListBody);
    }
}
