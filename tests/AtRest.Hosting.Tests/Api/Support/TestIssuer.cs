using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace AtRest.Hosting.Tests.Api.Support;

/// <summary>An OpenID Connect provider over HTTP, with its metadata and keys, that issues every requested token.</summary>
internal sealed class TestIssuer : IAsyncDisposable
{
    public const string Audience = "api://atrest";

    private readonly RSA rsa = RSA.Create(2048);
    private readonly RsaSecurityKey key;
    private readonly WebApplication app;

    private TestIssuer()
    {
        key = new RsaSecurityKey(rsa) { KeyId = "k1" };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/.well-known/openid-configuration", context => AnswerAsync(context, $$"""{"issuer":"{{Url.ToString().TrimEnd('/')}}","jwks_uri":"{{Url}}keys"}"""));
        app.MapGet("/keys", context => AnswerAsync(context, KeysJson()));
    }

    public Uri Url => new(app.Urls.Single());

    /// <summary>How often the metadata was requested.</summary>
    public int Asked { get; private set; }

    public string Issuer => Url.ToString().TrimEnd('/');

    public static async Task<TestIssuer> StartAsync()
    {
        var issuer = new TestIssuer();
        await issuer.app.StartAsync();
        return issuer;
    }

    /// <summary>A token as a good customer of acme has it, with changes.</summary>
    public string Token(Action<SecurityTokenDescriptor> change)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddMinutes(10),
            Claims = new Dictionary<string, object> { ["sub"] = "somebody", ["organization"] = "acme" },
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256),
        };
        change(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>The public key as a shared secret: the oldest trick with tokens.</summary>
    public SigningCredentials PublicKeyAsSecret() => new(new SymmetricSecurityKey(rsa.ExportSubjectPublicKeyInfo()) { KeyId = "k1" }, SecurityAlgorithms.HmacSha256);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        rsa.Dispose();
    }

    private string KeysJson()
    {
        var parameters = rsa.ExportParameters(includePrivateParameters: false);
        return $$"""{"keys":[{"kty":"RSA","use":"sig","kid":"k1","n":"{{Base64UrlEncoder.Encode(parameters.Modulus)}}","e":"{{Base64UrlEncoder.Encode(parameters.Exponent)}}"}]}""";
    }

    private Task AnswerAsync(HttpContext context, string json)
    {
        Asked++;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(json);
    }
}
