using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Audits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>POST …/audits</c>: queues an audit.</summary>
internal sealed partial class StartAudit(IAudits audits, Declared declared, CallLimits limits, ClientAddresses addresses, TimeProvider time, ILogger<StartAudit> logger) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        var body = await StartAuditBody.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is { } problem)
        {
            await Answers.ProblemAsync(context, problem);
            return;
        }

        if (await declared.FindAsync(organizationId, context.RequestAborted) is not { } organization)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var answer = RequestedAudit.WrongKey(context.Request)
            ?? Unknown(body.Clusters, id => Declared.Find(organization, id) is null)
            ?? (limits.OfAudit(organizationId) is { } wait ? Problem.TooManyRequests(wait) : null)
            ?? await StartAsync(context, organization, body.Clusters);
        if (answer is not null)
        {
            await Answers.ProblemAsync(context, answer);
        }
    }

    private async Task<Problem?> StartAsync(HttpContext context, Organization organization, ImmutableArray<string> clusters)
    {
        var order = RequestedAudit.Order(context.Request, nameof(StartAudit), organization, [.. clusters.Select(id => Declared.Find(organization, id)!.Id)], time.GetUtcNow());
        try
        {
            var status = await audits.StartAsync(order, context.RequestAborted);
            TrailNote.OfOwnLine(context);
            LogStarted(order.AuditId, organization.Id, context.Features.Get<Caller>()?.Id, addresses.Of(context));
            context.Response.Headers.Location = ApiPaths.Of(ApiPaths.Audit, organization.Id, status.Id);
            await Answers.JsonAsync(context, AuditBody.Of(status), ApiJson.Readable.AuditBody, StatusCodes.Status202Accepted);
            return null;
        }
        catch (UnknownClusterException exception)
        {
            // The inventory changed in the meantime.
            return Unknown(clusters, id => exception.Clusters.Contains(id, StringComparer.OrdinalIgnoreCase)) ?? Problem.NotFound;
        }
    }

    private static Problem? Unknown(ImmutableArray<string> clusters, Func<string, bool> isUnknown)
    {
        ImmutableArray<ProblemPlace> places =
        [
            .. clusters.Select((id, index) => (id, index)).Where(cluster => isUnknown(cluster.id))
                .Select(cluster => new ProblemPlace($"/clusters/{cluster.index}", "The organization does not declare a cluster with this ID.")),
        ];
        return places.IsEmpty ? null : Problem.BadBody(places);
    }

    [LoggerMessage(LogLevel.Information, "Audit {AuditId} of organization {OrganizationId} was started by {Caller} from {Address}")]
    private partial void LogStarted(string auditId, string organizationId, string? caller, string address);
}
