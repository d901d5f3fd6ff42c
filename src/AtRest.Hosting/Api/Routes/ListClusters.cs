using System.Collections.Immutable;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Reports;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/clusters</c>: the declared clusters with their latest verdict.</summary>
internal sealed class ListClusters(IReportCatalog reports, Declared declared) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (await declared.FindAsync(organizationId, context.RequestAborted) is not { } organization)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var standings = await reports.StandingsAsync(organizationId, context.RequestAborted);
        ImmutableArray<ClusterBody> clusters = [.. organization.Clusters.Select(cluster => ClusterBody.Of(cluster, standings.GetValueOrDefault(cluster.Id)))];
        await Answers.JsonAsync(context, new ClusterListBody(clusters), ApiJson.Readable.ClusterListBody);
    }
}
