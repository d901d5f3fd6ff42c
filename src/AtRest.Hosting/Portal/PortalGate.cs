using System.Runtime.ExceptionServices;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Portal.Sessions;
using AtRest.Hosting.Portal.Texts;
using AtRest.Hosting.Portal.Writing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace AtRest.Hosting.Portal;

/// <summary>What every request for a page passes: the session, the rate limits, and for a form the proof that it is from a page of this server.</summary>
internal sealed class PortalGate(RequestDelegate next, PortalSessions sessions, CallLimits limits, ClientAddresses addresses, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PortalRoute>() is not { Access: not PortalAccess.File } route)
        {
            await next(context);
            return;
        }

        var caller = await sessions.CallerAsync(context);
        context.Features.Set(caller);
        if ((caller is null ? limits.OfAddress(addresses.Of(context)) : limits.OfCaller(caller.Id)) is { } wait)
        {
            await Answers.ProblemAsync(context, Problem.TooManyRequests(wait));
        }
        else if (caller is null && route.Access == PortalAccess.SignedIn)
        {
            await PortalPage.RedirectAsync(context, SignInFor(context.Request));
        }
        else if (HttpMethods.IsPost(context.Request.Method) && !await IsOwnFormAsync(context, route))
        {
            await Answers.ProblemAsync(context, Problem.Refused(Words.Of("problem.form")));
        }
        else
        {
            await next(context);
        }
    }

    /// <summary>Browsers say from which site a form comes (https://www.w3.org/TR/fetch-metadata/). The token in the form protects those that do not.</summary>
    private async Task<bool> IsOwnFormAsync(HttpContext context, PortalRoute route)
    {
        // In memory only: nothing of a form reaches the disk.
        var most = (int)route.MaxBodyBytes;
        context.Features.Set<IFormFeature>(new FormFeature(context.Request, new FormOptions { MemoryBufferThreshold = most + 1, ValueLengthLimit = most, MultipartBodyLengthLimit = most, KeyLengthLimit = 100, ValueCountLimit = 50 }));
        if (context.Request.Headers["Sec-Fetch-Site"] is { Count: > 0 } site && site != "same-origin")
        {
            return false;
        }

        try
        {
            return context.Request.HasFormContentType && await antiforgery.IsRequestValidAsync(context);
        }
        catch (AntiforgeryValidationException exception)
        {
            if (exception.InnerException is BadHttpRequestException tooLong)
            {
                ExceptionDispatchInfo.Throw(tooLong);
            }

            return false;
        }
        catch (Exception exception) when (exception is InvalidDataException or NotSupportedException)
        {
            // The second one is for the character set utf-7, which .NET refuses to read.
            return false;
        }
    }

    private static string SignInFor(HttpRequest request) =>
        HttpMethods.IsPost(request.Method) || PortalPaths.AfterSignIn(request.Path.Value) == PortalPaths.Home
            ? PortalPaths.SignIn
            : $"{PortalPaths.SignIn}?return={Uri.EscapeDataString(request.Path.Value!)}";
}
