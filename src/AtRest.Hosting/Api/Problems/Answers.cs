using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AtRest.Hosting.Api.Routes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AtRest.Hosting.Api.Problems;

/// <summary>Writes short answers in one piece, with their length.</summary>
internal static class Answers
{
    public static Task ProblemAsync(HttpContext context, Problem problem)
    {
        if (problem.RetryAfterSeconds is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        context.Response.StatusCode = problem.Status;
        context.Features.Set(problem);
        if (context.Features.Get<IProblemPage>() is { } page)
        {
            return page.WriteAsync(context, problem);
        }

        var body = problem with { TraceId = TraceIdOf(context) };
        return WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(body, ApiJson.Readable.Problem), "application/problem+json");
    }

    /// <summary>
    /// The ID that finds the request in the log. A function runs outside of the web server's own context, and has no span when tracing is off. Then it is the trace that the Functions host
    /// began and sent with the request.
    /// </summary>
    public static string TraceIdOf(HttpContext context) =>
        (Activity.Current ?? context.Features.Get<IHttpActivityFeature>()?.Activity)?.TraceId.ToHexString() ?? context.TraceIdentifier;

    public static Task JsonAsync<T>(HttpContext context, T body, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        return WriteAsync(context, JsonSerializer.SerializeToUtf8Bytes(body, type), "application/json");
    }

    public static async Task WriteAsync(HttpContext context, ReadOnlyMemory<byte> body, string mediaType)
    {
        context.Response.ContentType = mediaType;
        context.Response.ContentLength = body.Length;
        if (context.Request.Method != HttpMethods.Head)
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }
}
