using System.Security.Cryptography;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Calendars;
using AtRest.Hosting.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Net.Http.Headers;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/calendar/{key}/calendar.ics</c>: the next dates of the organization of a calendar key. Calendar programs send no headers, so the key is in the path.</summary>
internal static class GetCalendar
{
    public static async Task SendAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var issued = services.GetRequiredService<IssuedKeys>();
        if (await issued.FindAsync(KeyKind.Calendar, context.GetRouteValue(RevokeKey.Parameter) as string ?? "", context.RequestAborted) is not { Owner.OrganizationId: { } organization } found
            || found.Key.StateAt(services.GetRequiredService<TimeProvider>().GetUtcNow()) != KeyState.Valid)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        await issued.NoteUseAsync(found, context.RequestAborted);
        var body = await services.GetRequiredService<DateCalendar>().WriteAsync(organization, context.RequestAborted);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(body))}\"");
        context.Response.Headers.CacheControl = "private, no-cache";
        context.Response.Headers.ETag = tag.ToString();
        if (EntityTagHeaderValue.TryParseList(context.Request.Headers.IfNoneMatch.ToArray()!, out var tags) && tags.Any(known => known.Compare(tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        await Answers.WriteAsync(context, body, DateCalendar.MediaType);
    }
}
