using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Audits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/audits/{audit}</c>: the progress of an audit.</summary>
internal sealed class GetAudit(IAudits audits) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        var id = context.GetRouteValue("audit") as string ?? "";
        var status = PathIds.IsUuid(id) ? await audits.FindAsync(organizationId, id, context.RequestAborted) : null;
        if (status is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        await Answers.JsonAsync(context, AuditBody.Of(status), ApiJson.Readable.AuditBody);
    }
}
