using System.Diagnostics.CodeAnalysis;
using AtRest.Hosting.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Functions.Worker;

/// <summary>
/// Stands before the worker's own HTTP pipeline, which pairs a request with its invocation by the header <c>x-ms-invocation-id</c>, waits some seconds for it, and throws if there is none. A
/// caller can send that header, and cannot be kept from it before the host. So the host's own value is chosen where both arrive, and what has no invocation is answered with problem
/// details and counted against its sender.
/// </summary>
internal sealed class RequestEntrance(InvocationsInFlight invocations) : IStartupFilter
{
    private const string InvocationId = "x-ms-invocation-id";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(EnterAsync);
        next(app);
    };

    [SuppressMessage("Design", "CA1031", Justification = "Whatever it was, the caller gets an answer.")]
    private async Task EnterAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Headers[InvocationId] is { Count: > 1 } values)
        {
            context.Request.Headers[InvocationId] = values.LastOrDefault(value => invocations.Has(value!)) ?? values[^1];
        }

        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await context.RequestServices.GetRequiredService<LostRequests>().AnswerAsync(context, exception);
        }
    }
}
