using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace AtRest.Functions;

/// <summary>
/// The HTTP triggers. Every function passes its request to the one pipeline. Those with a name are what operators want to see, measure and protect by name; <see cref="Web"/> takes everything else, also
/// the methods that the others do not list. The pipeline authenticates callers, not the host's keys.
/// </summary>
/// <remarks>
/// The functions return nothing, because the worker would send it to the host a second time, as JSON. The pipeline writes to the response, which the host streams to the caller.
/// </remarks>
public sealed class HttpFunctions(ApiPipeline pipeline)
{
    /// <summary>Queues an audit.</summary>
    [Function(nameof(StartAudit))]
    public Task StartAudit([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ApiPaths.Audits)] HttpRequest request, CancellationToken cancelled) => AnswerAsync(request, cancelled);

    /// <summary>Audits one cluster now, and answers with the report.</summary>
    [Function(nameof(ClusterReport))]
    public Task ClusterReport([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ApiPaths.ClusterReport)] HttpRequest request, CancellationToken cancelled) => AnswerAsync(request, cancelled);

    /// <summary>A file of a report.</summary>
    [Function(nameof(DownloadReport))]
    public Task DownloadReport([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ApiPaths.ReportFile)] HttpRequest request, CancellationToken cancelled) => AnswerAsync(request, cancelled);

    /// <summary>The webhook for events about keys.</summary>
    [Function(nameof(KeyPolicyChanged))]
    public Task KeyPolicyChanged([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = ApiPaths.Webhook)] HttpRequest request, CancellationToken cancelled) => AnswerAsync(request, cancelled);

    /// <summary>Whether the process is running, and whether it is ready.</summary>
    [Function(nameof(Health))]
    public Task Health([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = ApiPaths.Health)] HttpRequest request, CancellationToken cancelled) => AnswerAsync(request, cancelled);

    /// <summary>Everything else.</summary>
    [Function(nameof(Web))]
    public Task Web([HttpTrigger(AuthorizationLevel.Anonymous, Route = ApiPaths.Anything)] HttpRequest request, CancellationToken cancelled) => AnswerAsync(request, cancelled);

    private async Task AnswerAsync(HttpRequest request, CancellationToken cancelled)
    {
        ArgumentNullException.ThrowIfNull(request);
        var context = request.HttpContext;

        // The worker has matched the function. The pipeline does its own matching.
        context.SetEndpoint(null);
        request.RouteValues.Clear();
        var aborted = context.RequestAborted;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, cancelled);
        context.RequestAborted = either.Token;
        try
        {
            await pipeline.HandleAsync(context);
            if (cancelled.IsCancellationRequested && !aborted.IsCancellationRequested)
            {
                context.RequestAborted = aborted;
                await ApiPipeline.AnswerStoppingAsync(context);
            }
        }
        catch
        {
            // The response had begun. Without this, its end would look like the end of a complete one.
            context.Abort();
            throw;
        }
        finally
        {
            context.RequestAborted = aborted;
        }
    }
}
