using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Portal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AtRest.Hosting.Api;

/// <summary>Refuses bodies that are too long: at once if the length is announced, otherwise while they are read.</summary>
internal sealed class BodyLimit(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var metadata = context.GetEndpoint()?.Metadata;
        if ((metadata?.GetMetadata<ApiRoute>()?.MaxBodyBytes ?? metadata?.GetMetadata<PortalRoute>()?.MaxBodyBytes) is not { } most)
        {
            return next(context);
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature)
        {
            feature.MaxRequestBodySize = most;
        }

        return context.Request.ContentLength > most ? Answers.ProblemAsync(context, Problem.TooLarge(most)) : next(context);
    }
}
