using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>Every route as somebody without a good credential.</summary>
public sealed class StrangerTests(ApiFixture fixture)
{
    [Theory]
    [MemberData(nameof(RouteTable.OfCallers), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_NoCredential_Is401AndSaysHow(string name)
    {
        var reply = await AskAsync(name, _ => { });

        reply.ShouldBeProblem(401);
        reply.Headers["WWW-Authenticate"].ShouldContain("Bearer realm=");
        reply.Headers["WWW-Authenticate"].ShouldContain("ApiKey realm=");
        reply.Json.GetProperty("detail").GetString()!.ShouldContain("x-api-key");
    }

    [Theory]
    [MemberData(nameof(RouteTable.OfCallers), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_ExpiredKey_Is401AndSaysSo(string name) =>
        await ShouldBeRefusedAsync(name, Fleet.ExpiredKey, "expired");

    [Theory]
    [MemberData(nameof(RouteTable.OfCallers), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_MalformedKey_Is401AndSaysSo(string name)
    {
        await ShouldBeRefusedAsync(name, Fleet.AcmeKey[..^1], "malformed");
        await ShouldBeRefusedAsync(name, $"{Fleet.AcmeKey[..^1]}{(Fleet.AcmeKey[^1] == '0' ? '1' : '0')}", "malformed");
        await ShouldBeRefusedAsync(name, "atrest_" + new string('x', 5000), "malformed");
        await ShouldBeRefusedAsync(name, Fleet.AcmeKey.ToUpperInvariant(), "malformed");
    }

    [Theory]
    [MemberData(nameof(RouteTable.OfCallers), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_UnknownKey_Is401(string name) => await ShouldBeRefusedAsync(name, ApiKey.Create(), "is unknown");

    [Theory]
    [MemberData(nameof(RouteTable.OfCallers), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_TwoCredentials_Is401EvenIfBothAreGood(string name)
    {
        var reply = await AskAsync(name, request =>
        {
            request.Headers.Add(Credentials.KeyHeader, Fleet.AcmeKey);
            request.Headers.Authorization = new("Bearer", fixture.Issuer.Token(_ => { }));
        });

        reply.ShouldBeProblem(401);
        reply.Body.ShouldContain("more than one");
    }

    [Theory]
    [MemberData(nameof(RouteTable.OfCallers), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_ExpiredToken_Is401AndSaysSo(string name)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var token = fixture.Issuer.Token(token => (token.NotBefore, token.Expires) = (now.AddHours(-2), now.AddHours(-1)));

        var reply = await AskAsync(name, request => request.Headers.Authorization = new("Bearer", token));

        reply.ShouldBeProblem(401);
        reply.Headers["WWW-Authenticate"].ShouldContain("error=\"invalid_token\"");
        reply.Body.ShouldContain("expired");
    }

    [Theory]
    [MemberData(nameof(RouteTable.OfAnybody), MemberType = typeof(RouteTable))]
    public async Task OpenRoute_AnyCredential_IsNotLookedAt(string name)
    {
        foreach (var key in new[] { null, Fleet.ExpiredKey, Fleet.OperatorKey, "nonsense" })
        {
            var reply = await AskAsync(name, request => request.Headers.Add(Credentials.KeyHeader, key ?? ""));

            ((int)reply.Status).ShouldBe(RouteTable.All[name].StatusForAnybody!.Value, reply.Body);
        }
    }

    private async Task ShouldBeRefusedAsync(string name, string key, string because)
    {
        var reply = await AskAsync(name, request => request.Headers.Add(Credentials.KeyHeader, key));

        reply.ShouldBeProblem(401);
        reply.Json.GetProperty("detail").GetString()!.ShouldContain(because);
        reply.Body.ShouldNotContain(key);
        reply.Headers["WWW-Authenticate"].ShouldNotBeEmpty();
    }

    private Task<Reply> AskAsync(string name, Action<HttpRequestMessage> change) =>
        fixture.Server.SendAsync(RouteTable.All[name].Method, RouteTable.All[name].Path(fixture.Acme), change);
}
