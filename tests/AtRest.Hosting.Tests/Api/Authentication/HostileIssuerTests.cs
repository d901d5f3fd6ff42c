using AtRest.Hosting.Tests.Api.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Tests.Api.Authentication;

/// <summary>An identity provider, or what replaces it, whose responses do not end. The server reads a part of them and works on.</summary>
public sealed class HostileIssuerTests
{
    /// <summary>The bound of one response, and what the kernel buffers on both sides of the connection.</summary>
    private const long LargestTaken = 16 * 1024 * 1024;

    private const string Path = "/api/organizations/acme/clusters";

    [Theory]
    [InlineData("metadata")]
    [InlineData("keys")]
    [InlineData("redirects")]
    [InlineData("drip")]
    [InlineData("headers")]
    public async Task Token_ResponseOfTheIssuerHasNoEnd_Is503AndKeysWorkOn(string attack)
    {
        var (taken, asked) = (0L, 0);
        await using var issuer = await StartAsync(async context =>
        {
            Interlocked.Increment(ref asked);
            var url = $"{context.Request.Scheme}://{context.Request.Host}";
            switch (attack)
            {
                case "redirects":
                    context.Response.Redirect($"{url}/.well-known/openid-configuration");
                    return;
                case "headers":
                    context.Response.Headers["X-Huge"] = new string('a', 100_000);
                    return;
                case "keys" when context.Request.Path != "/keys":
                    await context.Response.WriteAsync($$"""{"issuer":"{{url}}","jwks_uri":"{{url}}/keys"}""");
                    return;
                default:
                    var chunk = new byte[attack == "drip" ? 1 : 64 * 1024];
                    for (var written = 0; written < 1024 * 1024 * 1024; written += chunk.Length)
                    {
                        await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
                        Interlocked.Add(ref taken, chunk.Length);
                        await Task.Delay(attack == "drip" ? 100 : 0, context.RequestAborted);
                    }

                    return;
            }
        });
        var settings = Fleet.Settings();
        settings["AtRest:Authentication:Authority"] = issuer.Urls.Single();
        settings["AtRest:Authentication:Audience"] = TestIssuer.Audience;
        await using var server = await ApiServer.StartAsync(settings);
        await using var other = await TestIssuer.StartAsync();

        (await server.SendWithTokenAsync(HttpMethod.Get, Path, other.Token(_ => { }))).ShouldBeProblem(503);

        Interlocked.Read(ref taken).ShouldBeLessThan(LargestTaken);
        asked.ShouldBeInRange(1, 8);
        (await server.GetAsync(Path, Fleet.AcmeKey)).Status.ShouldBe(System.Net.HttpStatusCode.OK);
    }

    private static async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
