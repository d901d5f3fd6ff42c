using AtRest.Hosting.Work;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Functions.Invocations;

/// <summary>What the host's triggers call: <c>POST /FUNCTION</c>. Nobody else may: the process listens on loopback only, and what comes from outside is forwarded by the host below <c>/api</c> alone.</summary>
internal static class InvocationEndpoints
{
    public static void MapInvocations(this WebApplication app)
    {
        // The host asks here whether the handler is up.
        app.MapGet("/", static context => context.Response.WriteAsync("AtRest"));

        Map(app, FunctionNames.NightlyAudit, static (call, services, cancellationToken) => services.GetRequiredService<INightlyWork>()
            .RunAsync(new NightlyTick(services.GetRequiredService<TimeProvider>().GetUtcNow(), call.IsPastDue()), cancellationToken));

        Map(app, FunctionNames.ResumeAudits, static (_, services, cancellationToken) => services.GetRequiredService<IResumeWork>().RunAsync(cancellationToken));

        MapQueue(app, FunctionNames.AuditCluster, FunctionNames.AuditClusterPoison, queue: null);
        MapQueue(app, FunctionNames.AuditKey, FunctionNames.AuditKeyPoison, FunctionQueues.KeyChanges);
        MapQueue(app, FunctionNames.SendNotification, FunctionNames.SendNotificationPoison, FunctionQueues.Notifications);
    }

    private static void MapQueue(WebApplication app, string function, string poison, string? queue)
    {
        Map(app, function, (call, services, cancellationToken) => FunctionQueues.WorkOf(services, queue).HandleAsync(call.Delivery(), cancellationToken));
        Map(app, poison, (call, services, cancellationToken) => FunctionQueues.WorkOf(services, queue).HandlePoisonAsync(call.Delivery(), cancellationToken));
    }

    private static void Map(WebApplication app, string function, Func<Invocation, IServiceProvider, CancellationToken, Task> work) =>
        app.MapPost($"/{function}", new InvocationRunner(function, work).RunAsync);
}
