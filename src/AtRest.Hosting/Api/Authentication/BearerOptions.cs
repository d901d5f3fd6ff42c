using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>How tokens are checked. The issuer's metadata and keys are fetched when the first token arrives, and cached.</summary>
internal static class BearerOptions
{
    /// <summary>The bytes of the metadata, or of the keys. Those of identity providers take a few KB. A response without an end would otherwise fill the memory.</summary>
    private const int LargestMetadata = 1024 * 1024;

    /// <summary>In kilobytes.</summary>
    private const int LargestHeaders = 64;

    private const int MostRedirections = 3;

    /// <summary>The time for a response with its body.</summary>
    private static readonly TimeSpan LongestFetch = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(1);

    // Only signatures by a key pair: with a shared secret, everyone who can check a token could also issue one.
    public static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    public static void Apply(JwtBearerOptions options, AuthenticationSettings settings, TimeProvider time)
    {
        options.Authority = settings.Authority?.ToString();
        options.RequireHttpsMetadata = settings.Authority?.Scheme == Uri.UriSchemeHttps;
        options.Backchannel = Backchannel();
        options.MapInboundClaims = false;
        options.SaveToken = false;
        options.IncludeErrorDetails = false;
        options.Events = new JwtBearerEvents { OnTokenValidated = RefuseExtensions };
        options.TokenValidationParameters = new TokenValidationParameters
        {
            ValidAudience = settings.Audience,
            ValidateIssuer = true,
            ValidateAudience = true,
            ValidateLifetime = true,
            ValidateIssuerSigningKey = true,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ValidAlgorithms = Algorithms,
            LifetimeValidator = (notBefore, expires, _, _) => IsCurrent(notBefore, expires, time.GetUtcNow().UtcDateTime),
        };
    }

    /// <summary>A client for the issuer's metadata and keys, with limits.</summary>
    public static HttpClient Backchannel() => new HttpClient(new SocketsHttpHandler
    {
        MaxAutomaticRedirections = MostRedirections,
        UseCookies = false,
        MaxResponseHeadersLength = LargestHeaders,
    })
    {
        Timeout = LongestFetch,
        MaxResponseContentBufferSize = LargestMetadata,
    };

    // A token's critical extensions must be understood, or the token refused (https://www.rfc-editor.org/rfc/rfc7515#section-4.1.11). This server understands none.
    private static Task RefuseExtensions(TokenValidatedContext context)
    {
        if (context.SecurityToken is not JsonWebToken token || token.TryGetHeaderValue<object>("crit", out _))
        {
            context.Fail(new SecurityTokenInvalidTypeException("The token has extensions that are marked as critical."));
        }

        return Task.CompletedTask;
    }

    /// <summary>Whether a token is valid at a time, with some tolerance for clocks.</summary>
    public static bool IsCurrent(DateTime? notBefore, DateTime? expires, DateTime now) =>
        expires is { } end && now - ClockSkew < end && (notBefore is not { } start || start <= now + ClockSkew);
}
