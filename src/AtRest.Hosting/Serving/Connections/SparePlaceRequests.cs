using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Problems;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Serving.Connections;

/// <summary>On connections in <see cref="SparePlaces"/>, answers one health probe each. Other requests get 503.</summary>
internal sealed class SparePlaceRequests(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<IConnectionItemsFeature>() is not { } connection || !SparePlaces.Has(connection.Items))
        {
            return next(context);
        }

        context.Response.Headers.Connection = "close";
        if (context.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>() is { Access: RouteAccess.Probes })
        {
            return next(context);
        }

        Api.Trail.TrailNote.OfRefusal(context);
        context.Response.Headers.RetryAfter = "10";
        return Answers.ProblemAsync(context, Problem.Unavailable("The server has too many connections. Close those that you do not need, and try again in a few seconds."));
    }
}
