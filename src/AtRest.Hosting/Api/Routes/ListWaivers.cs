using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Reports.Details;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/waivers</c>: the declared waivers, with their state in the newest report about the whole organization.</summary>
internal sealed class ListWaivers(Declared declared, DeclaredWaivers waivers) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (await declared.FindAsync(organizationId, context.RequestAborted) is not { } organization)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var list = await waivers.ListAsync(organization, context.RequestAborted);
        await Answers.JsonAsync(context, new WaiverListBody([.. list.Select(use => WaiverBody.Of(use.Waiver, use.State))]), ApiJson.Readable.WaiverListBody);
    }
}
