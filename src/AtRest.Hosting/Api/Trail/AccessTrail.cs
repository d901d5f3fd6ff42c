using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Logs;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Trail;

/// <summary>
/// The audit trail of requests: who did what, from where. It writes at most one line about a request, after the response is known: a download, a refusal, or a sign-in. A route that writes a more
/// telling line (an ordered audit, an event of the webhook) marks the request as recorded.
/// </summary>
internal sealed class AccessTrail(RequestDelegate next, SignIns signIns, Downloads downloads, Refusals refusals, OrganizationTrail trail, ClientAddresses addresses)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var isComplete = false;
        try
        {
            await next(context);
            isComplete = true;
        }
        finally
        {
            Record(context, isComplete && !context.RequestAborted.IsCancellationRequested);
        }
    }

    private void Record(HttpContext context, bool isComplete)
    {
        var address = addresses.Of(context);
        var caller = context.Features.Get<Caller>();
        var note = context.Features.Get<TrailNote>();
        if (note?.Download is { } download)
        {
            var how = context.Response.StatusCode == StatusCodes.Status307TemporaryRedirect ? "as a link" : isComplete ? "completely" : "in part";
            trail.AddDownload(caller?.Id, address, download, how);
            if (!note.IsRecorded)
            {
                downloads.Record(caller?.Id, address, download, how);
            }
        }
        else if (note is { IsRecorded: true })
        {
            return;
        }
        else if (note is { IsRefused: true } || context.Response.StatusCode is >= 400 and < 500)
        {
            var refusal = new Refusal
            {
                Address = address,
                Caller = caller?.Id,
                Status = context.Response.StatusCode,
                Request = RequestLine(context.Request),
                Reason = context.Features.Get<Problem>()?.Detail ?? "",
            };
            if (refusals.Record(refusal))
            {
                trail.AddRefusal(context, refusal);
            }
        }
        else if (caller is not null && signIns.Record(caller.Id, address, RequestLine(context.Request), isSession: note is { IsSignIn: true }))
        {
            trail.AddSignIn(context, caller, address, RequestLine(context.Request));
        }
    }

    /// <summary>Without the query, whose values can be anything. The key in the path of a calendar is cut.</summary>
    private static string RequestLine(HttpRequest request) =>
        LogText.Of($"{LogText.Of(request.Method, 16)} {request.Path.Value}", LogText.LongestInScope);
}
