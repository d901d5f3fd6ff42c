using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Reports.Details;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/clusters/{cluster}</c>: what is declared, reported and observed of a cluster, what was found, who can use its keys, and its history.</summary>
internal sealed class GetCluster(ClusterDetails clusters, Declared declared) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        var organization = await declared.FindAsync(organizationId, context.RequestAborted);
        if (organization is null || await clusters.FindAsync(organization, context.GetRouteValue("cluster") as string ?? "", context.RequestAborted) is not { } found)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        await Answers.JsonAsync(context, ClusterDetailBody.Of(found), ApiJson.Readable.ClusterDetailBody);
    }
}
