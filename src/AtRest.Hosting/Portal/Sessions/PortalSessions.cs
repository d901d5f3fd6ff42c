using System.Collections.Immutable;
using System.Security.Claims;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Trail;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace AtRest.Hosting.Portal.Sessions;

/// <summary>
/// Starts, reads and ends the sessions of people. A session holds who signed in, by which credential, and until when. The rights of a key are looked up again at every request, so a
/// session ends with its key. The API does not accept sessions.
/// </summary>
internal sealed class PortalSessions(ApiKeys keys, PortalSettings settings, SessionCookies cookies, SessionStore store, IOptionsMonitor<CookieAuthenticationOptions> options, TimeProvider time)
{
    /// <summary>The name of the authentication scheme.</summary>
    public const string Scheme = "AtRest.Portal";

    /// <summary>The claim of the cookie that has the session's key (https://github.com/dotnet/aspnetcore/blob/main/src/Security/Authentication/Cookies/src/CookieAuthenticationHandler.cs).</summary>
    private const string StoreKey = "Microsoft.AspNetCore.Authentication.Cookies-SessionId";

    private const string Subject = "sub";
    private const string KeyHash = "key";
    private const string Organization = "organization";
    private const string Operator = "operator";
    private const string Administrator = "administrator";

    /// <summary>Who is signed in; null if nobody is, or if the session has ended.</summary>
    public async Task<Caller?> CallerAsync(HttpContext context)
    {
        var result = await context.AuthenticateAsync(Scheme);
        if (!result.Succeeded)
        {
            return null;
        }

        if (await CallerOfAsync(result.Principal, context.RequestAborted) is { } caller)
        {
            context.User = result.Principal;
            return caller;
        }

        await EndAsync(context);
        return null;
    }

    /// <summary>Starts a session with an API key.</summary>
    /// <exception cref="CredentialException">The key is not valid.</exception>
    public async Task StartAsync(HttpContext context, string key)
    {
        var (caller, hash, ends) = await keys.IdentifyForSessionAsync(key, context.RequestAborted);
        await context.SignInAsync(Scheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(Subject, caller.Id), new Claim(KeyHash, hash)], Scheme)), Until(ends));
        await EndBeforeAsync(context);
        context.Features.Set(caller);
        TrailNote.OfSignIn(context);
    }

    /// <summary>Ends the session that the browser had before a sign-in: the browser forgets its cookie, so its person could not end it any more.</summary>
    public async Task EndBeforeAsync(HttpContext context)
    {
        if (cookies.SentBy(context) is { } cookie && options.Get(Scheme).TicketDataFormat.Unprotect(cookie)?.Principal.FindFirst(StoreKey) is { Value: var key })
        {
            await store.RemoveAsync(key, context.RequestAborted);
        }
    }

    /// <summary>What a session of a person from the identity provider holds.</summary>
    /// <param name="caller">Who signed in.</param>
    /// <param name="ends">The end of the token; null if it has none.</param>
    public (ClaimsPrincipal Principal, AuthenticationProperties Properties) OfToken(Caller caller, DateTimeOffset? ends) =>
    (
        new ClaimsPrincipal(new ClaimsIdentity(
            [
                new Claim(Subject, caller.Id),
                .. caller.Organizations.Order(StringComparer.Ordinal).Select(id => new Claim(Organization, id)),
                .. caller.IsOperator ? [new Claim(Operator, bool.TrueString)] : Array.Empty<Claim>(),
                .. caller.IsAdministrator ? [new Claim(Administrator, bool.TrueString)] : Array.Empty<Claim>(),
            ],
            Scheme)),
        Until(ends));

    /// <summary>Ends the session everywhere.</summary>
    public static Task EndAsync(HttpContext context) => context.SignOutAsync(Scheme);

    private AuthenticationProperties Until(DateTimeOffset? ends)
    {
        var now = time.GetUtcNow();
        var latest = now.AddHours(settings.SessionHours);
        return new AuthenticationProperties { IssuedUtc = now, ExpiresUtc = ends is { } end && end < latest ? end : latest, AllowRefresh = false };
    }

    private async Task<Caller?> CallerOfAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) => principal.FindFirst(KeyHash) is { Value: var hash }
        ? await keys.FindForSessionAsync(hash, cancellationToken)
        : principal.FindFirst(Subject) is { Value: var id }
            ? new Caller
            {
                Id = id,
                IsOperator = principal.HasClaim(Operator, bool.TrueString),
                IsAdministrator = principal.HasClaim(Administrator, bool.TrueString),
                Organizations = principal.FindAll(Organization).Select(claim => claim.Value).ToImmutableHashSet(StringComparer.Ordinal),
            }
            : null;
}
