using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Portal.Texts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace AtRest.Hosting.Portal.Sessions;

/// <summary>Sign-in at the identity provider: the authorization code flow with PKCE (https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1). The claims of the ID token mean what they mean in the tokens of the API.</summary>
internal static partial class ProviderSignIn
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = "AtRest.Provider";

    /// <summary>Sends the browser to the provider.</summary>
    public static async Task StartAsync(HttpContext context)
    {
        try
        {
            await context.ChallengeAsync(Scheme, new AuthenticationProperties { RedirectUri = PortalPaths.AfterSignIn(context.Request.Query["return"]) });
        }
        catch (Exception exception) when (exception is InvalidOperationException or IOException or HttpRequestException or TimeoutException or TaskCanceledException && !context.RequestAborted.IsCancellationRequested)
        {
            // Its metadata cannot be fetched.
            LogUnavailable(LoggerOf(context), exception);
            await Answers.ProblemAsync(context, Problem.Unavailable(Words.Of("signIn.providerDown")));
        }
    }

    public static void Apply(OpenIdConnectOptions options, HostSettings settings, TimeProvider time)
    {
        var authentication = settings.Api.Authentication;
        options.Authority = authentication.Authority?.ToString();
        options.RequireHttpsMetadata = authentication.Authority?.Scheme == Uri.UriSchemeHttps;
        options.Backchannel = BearerOptions.Backchannel();
        options.ClientId = settings.Portal.ClientId;
        options.ClientSecret = settings.Portal.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.SaveTokens = false;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = false;
        options.UseTokenLifetime = true;
        options.SignInScheme = PortalSessions.Scheme;
        options.CallbackPath = PortalPaths.SignInCallback;
        options.RemoteSignOutPath = PathString.Empty;
        options.SignedOutCallbackPath = PathString.Empty;
        options.Scope.Clear();
        foreach (var scope in settings.Portal.Scopes)
        {
            options.Scope.Add(scope);
        }

        // The provider's answer is a link, so Lax is enough, and these cookies work on this machine without https.
        options.NonceCookie.SameSite = SameSiteMode.Lax;
        options.CorrelationCookie.SameSite = SameSiteMode.Lax;
        options.NonceCookie.SecurePolicy = settings.Portal.Address is null ? CookieSecurePolicy.SameAsRequest : CookieSecurePolicy.Always;
        options.CorrelationCookie.SecurePolicy = options.NonceCookie.SecurePolicy;
        options.TokenValidationParameters.ValidAlgorithms = BearerOptions.Algorithms;
        options.TokenValidationParameters.LifetimeValidator = (notBefore, expires, _, _) => BearerOptions.IsCurrent(notBefore, expires, time.GetUtcNow().UtcDateTime);
        options.Events = new OpenIdConnectEvents
        {
            OnRedirectToIdentityProvider = context =>
            {
                if (settings.Portal.Address is { } address)
                {
                    context.ProtocolMessage.RedirectUri = new Uri(address, PortalPaths.SignInCallback).AbsoluteUri;
                }

                return Task.CompletedTask;
            },
            OnTicketReceived = ReceiveAsync,
            OnRemoteFailure = RefuseAsync,
        };
    }

    /// <summary>Makes a session of the ID token.</summary>
    private static async Task ReceiveAsync(TicketReceivedContext context)
    {
        var services = context.HttpContext.RequestServices;
        try
        {
            var caller = services.GetRequiredService<Tokens>().CallerOf(context.Principal!);
            var (principal, properties) = services.GetRequiredService<PortalSessions>().OfToken(caller, context.Properties?.ExpiresUtc);
            await context.HttpContext.SignInAsync(PortalSessions.Scheme, principal, properties);
            await services.GetRequiredService<PortalSessions>().EndBeforeAsync(context.HttpContext);
            context.HttpContext.Features.Set(caller);
            TrailNote.OfSignIn(context.HttpContext);
            context.HttpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            context.HttpContext.Response.Headers.Location = PortalPaths.AfterSignIn(context.ReturnUri);
        }
        catch (CredentialException exception)
        {
            await Answers.ProblemAsync(context.HttpContext, Problem.Refused(exception.Message));
        }

        context.HandleResponse();
    }

    private static async Task RefuseAsync(RemoteFailureContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (services.GetRequiredService<CallLimits>().OfFailure(services.GetRequiredService<ClientAddresses>().Of(context.HttpContext)) is { } wait)
        {
            await Answers.ProblemAsync(context.HttpContext, Problem.TooManyRequests(wait));
        }
        else
        {
            // The provider's own text may be anything.
            LogFailed(LoggerOf(context.HttpContext), context.Failure?.Message);
            await Answers.ProblemAsync(context.HttpContext, Problem.Refused(Words.Of("signIn.providerRefused")));
        }

        context.HandleResponse();
    }

    private static ILogger LoggerOf(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(ProviderSignIn).FullName!);

    [LoggerMessage(LogLevel.Information, "A sign-in at the identity provider failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string? reason);

    [LoggerMessage(LogLevel.Error, "People cannot sign in: the identity provider's metadata could not be fetched. Check AtRest:Authentication:Authority.")]
    private static partial void LogUnavailable(ILogger logger, Exception exception);
}
