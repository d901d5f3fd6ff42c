using System.Diagnostics.CodeAnalysis;
using AtRest.Hosting.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Functions.Worker;

/// <summary>
/// Runs before the worker's own HTTP pipeline, which pairs a request with its invocation by the header <c>x-ms-invocation-id</c>, waits some seconds for it, and throws if there is none. A
/// client can send that header too, and nothing before the host prevents it. So if both arrive, the host's value is chosen, and a request without an invocation is answered with problem
/// details and counted as a failure of its sender.
/// </summary>
internal sealed class RequestEntrance(InvocationsInFlight invocations) : IStartupFilter
{
    private const string InvocationId = "x-ms-invocation-id";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(EnterAsync);
        next(app);
    };

    [SuppressMessage("Design", "CA1031", Justification = "The caller gets an answer for every error.")]
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
            // The client is gone.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await context.RequestServices.GetRequiredService<LostRequests>().AnswerAsync(context, exception);
        }
    }
}
