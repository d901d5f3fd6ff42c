using System.Globalization;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Lets callers through to a route if they are allowed to call it, within the rate limits.</summary>
internal sealed partial class AccessControl(RequestDelegate next, ApiSettings settings, CallLimits limits, ClientAddresses addresses, Refusals refusals, ILogger<AccessControl> logger)
{
    public Task InvokeAsync(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<ApiRoute>()?.Access switch
    {
        RouteAccess.Callers => AdmitCallerAsync(context),
        RouteAccess.Anybody => AdmitAsync(context, limits.OfAddress(addresses.Of(context))),
        RouteAccess.Webhook => AdmitWebhookAsync(context),
        _ => next(context),
    };

    private async Task AdmitCallerAsync(HttpContext context)
    {
        // The handler's result is kept for the request.
        var result = await context.AuthenticateAsync(CallerHandler.SchemeName);
        await (result.Failure switch
        {
            null when context.Features.Get<Caller>() is { } caller => AdmitAsync(context, limits.OfCaller(caller.Id)),
            CredentialException { IsUnavailable: true } failure => TellUnavailableAsync(context, failure),
            CredentialException failure => RefuseAsync(context, failure),
            _ => throw new InvalidOperationException("A route for callers was reached without authentication.", result.Failure),
        });
    }

    private Task AdmitAsync(HttpContext context, TimeSpan? wait) =>
        wait is { } time ? Answers.ProblemAsync(context, Problem.TooManyRequests(time)) : next(context);

    /// <summary>The webhook's handler checks the key; only failures are counted here.</summary>
    private async Task AdmitWebhookAsync(HttpContext context)
    {
        await AdmitAsync(context, limits.OfWebhook(addresses.Of(context)));
        if (context.Response is { StatusCode: StatusCodes.Status401Unauthorized, HasStarted: false } && limits.OfFailure(addresses.Of(context)) is { } wait)
        {
            context.Response.Clear();
            await Answers.ProblemAsync(context, Problem.TooManyRequests(wait));
        }
    }

    // Counted after the credential was checked, so that failures from one address do not lock out other callers at the same address.
    private Task RefuseAsync(HttpContext context, CredentialException failure)
    {
        if (limits.OfFailure(addresses.Of(context)) is { } wait)
        {
            return Answers.ProblemAsync(context, Problem.TooManyRequests(wait));
        }

        if (settings.Authentication.Authority is not null)
        {
            context.Response.Headers.Append("WWW-Authenticate", failure.IsAboutToken ? """Bearer realm="AtRest", error="invalid_token" """.TrimEnd() : """Bearer realm="AtRest" """.TrimEnd());
        }

        context.Response.Headers.Append("WWW-Authenticate", $"ApiKey realm=\"AtRest\", header=\"{Credentials.KeyHeader}\"");
        return Answers.ProblemAsync(context, Problem.Unauthorized(failure.Message));
    }

    private Task TellUnavailableAsync(HttpContext context, CredentialException failure)
    {
        // The caller is not authenticated: the address counts, as for a wrong credential.
        if (limits.OfFailure(addresses.Of(context)) is { } wait)
        {
            return Answers.ProblemAsync(context, Problem.TooManyRequests(wait));
        }

        if (refusals.IsFirstTrouble("tokens could not be checked"))
        {
            LogUnavailable(failure.InnerException);
        }

        TrailNote.OfRefusal(context);
        context.Response.Headers.RetryAfter = 10.ToString(CultureInfo.InvariantCulture);
        return Answers.ProblemAsync(context, Problem.Unavailable(failure.Message));
    }

    [LoggerMessage(LogLevel.Error, "Tokens cannot be checked: the identity provider's metadata or keys could not be fetched. Callers get 503. Check AtRest:Authentication:Authority.")]
    private partial void LogUnavailable(Exception? exception);
}
