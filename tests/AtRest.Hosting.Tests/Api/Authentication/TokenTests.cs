using System.Security.Cryptography;
using AtRest.Hosting.Tests.Api.Support;
using Microsoft.IdentityModel.Tokens;

namespace AtRest.Hosting.Tests.Api.Authentication;

public sealed class TokenTests(ApiFixture fixture)
{
    private const string Path = "/api/organizations/acme/clusters";

    private static readonly string[] ReaderAndOperator = ["Reader", "AtRest.Operator"];
    private static readonly string[] NearlyOperator = ["AtRest.Operator2", "atrest.operator"];
    private static readonly string[] Critical = ["x"];

    [Fact]
    public async Task Token_OfTheOrganization_IsServed() => (await AskAsync(fixture.Issuer.Token(_ => { }))).Status.ShouldBe(System.Net.HttpStatusCode.OK);

    [Fact]
    public async Task Token_OfSeveralOrganizations_OpensEachOfThem()
    {
        var token = fixture.Issuer.Token(token => token.Claims["organization"] = new[] { Fleet.Globex, Fleet.Acme });

        ((int)(await AskAsync(token)).Status).ShouldBe(200);
        ((int)(await AskAsync(token, "/api/organizations/globex/clusters")).Status).ShouldBe(200);
        (await AskAsync(token, "/api/organizations/other/clusters")).ShouldBeProblem(404);
    }

    [Fact]
    public async Task Token_WithTheOperatorRole_OpensAll()
    {
        var token = fixture.Issuer.Token(token => (token.Claims["organization"], token.Claims["roles"]) = ("", ReaderAndOperator));

        ((int)(await AskAsync(token)).Status).ShouldBe(200);
        ((int)(await AskAsync(token, "/api/organizations/globex/clusters")).Status).ShouldBe(200);
    }

    [Fact]
    public async Task Token_WithAnotherRole_OpensOnlyItsOrganization()
    {
        var token = fixture.Issuer.Token(token => token.Claims["roles"] = NearlyOperator);

        (await AskAsync(token, "/api/organizations/globex/clusters")).ShouldBeProblem(404);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ACME")]
    [InlineData("../acme")]
    [InlineData("acme globex")]
    public async Task Token_WithoutAnOrganization_Is401AndSaysWhichClaim(string organization) =>
        await ShouldBeRefusedAsync(fixture.Issuer.Token(token => token.Claims["organization"] = organization), "'organization'");

    [Fact]
    public async Task Token_ForSomebodyElse_Is401() => await ShouldBeRefusedAsync(fixture.Issuer.Token(token => token.Audience = "api://other"), "audience");

    [Fact]
    public async Task Token_ForNobody_Is401() => await ShouldBeRefusedAsync(fixture.Issuer.Token(token => token.Audience = null), "audience");

    [Fact]
    public async Task Token_FromSomebodyElse_Is401() => await ShouldBeRefusedAsync(fixture.Issuer.Token(token => token.Issuer = "https://login.example.com"), "issued");

    [Fact]
    public async Task Token_NotYetValid_Is401()
    {
        var later = TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(5);
        await ShouldBeRefusedAsync(fixture.Issuer.Token(token => (token.NotBefore, token.Expires) = (later, later.AddMinutes(5))), "not valid yet");
    }

    [Fact]
    public async Task Token_WithoutExpiry_Is401() => await ShouldBeRefusedAsync(fixture.Issuer.Token(token => token.Expires = null), "expire");

    [Fact]
    public async Task Token_WithACriticalExtension_Is401() =>
        await ShouldBeRefusedAsync(fixture.Issuer.Token(token => token.AdditionalHeaderClaims = new Dictionary<string, object> { ["crit"] = Critical, ["x"] = 1 }), "critical");

    [Fact]
    public async Task Token_SubjectWithControlCharacters_LeavesNoneInTheLog()
    {
        var token = fixture.Issuer.Token(token => token.Claims["sub"] = "forged\n\u001b[31m line");

        ((int)(await fixture.Server.SendAsync(HttpMethod.Post, "/api/organizations/acme/audits", request => request.Headers.Authorization = new("Bearer", token))).Status).ShouldBe(202);

        fixture.Server.Log.Text.ShouldContain("started by token:forged  [31m line");
    }

    [Fact]
    public async Task Token_SignedByAnotherKey_Is401()
    {
        using var rsa = RSA.Create(2048);
        var key = new RsaSecurityKey(rsa) { KeyId = "k1" };

        await ShouldBeRefusedAsync(fixture.Issuer.Token(token => token.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256)), "signature");
    }

    [Fact]
    public async Task Token_SignedWithThePublicKeyAsSecret_Is401() =>
        await ShouldBeRefusedAsync(fixture.Issuer.Token(token => token.SigningCredentials = fixture.Issuer.PublicKeyAsSecret()), "signature");

    [Fact]
    public async Task Token_Unsigned_Is401()
    {
        await ShouldBeRefusedAsync(fixture.Issuer.Token(token => token.SigningCredentials = null), "signature");
        var stripped = fixture.Issuer.Token(_ => { });
        await ShouldBeRefusedAsync(stripped[..(stripped.LastIndexOf('.') + 1)], "signature");
    }

    [Fact]
    public async Task Token_ChangedOnTheWay_Is401()
    {
        var parts = fixture.Issuer.Token(_ => { }).Split('.');
        var payload = Base64UrlEncoder.Decode(parts[1]).Replace("acme", "globex", StringComparison.Ordinal);

        await ShouldBeRefusedAsync($"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}", "signature");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("....")]
    public async Task Token_Malformed_Is401(string token) => await ShouldBeRefusedAsync(token, "");

    [Theory]
    [InlineData("Basic dXNlcjpwYXNz", "Bearer TOKEN")]
    [InlineData("Bearer", "Bearer TOKEN")]
    [InlineData("Bearer atrest_0000", "x-api-key")]
    [InlineData("Digest x", "Bearer TOKEN")]
    public async Task Authorization_OfAnotherKind_Is401AndSaysWhatIsWanted(string header, string wanted)
    {
        var reply = await fixture.Server.SendAsync(HttpMethod.Get, Path, request => request.Headers.TryAddWithoutValidation("Authorization", header));

        reply.ShouldBeProblem(401);
        reply.Json.GetProperty("detail").GetString()!.ShouldContain(wanted);
    }

    private async Task ShouldBeRefusedAsync(string token, string because)
    {
        var reply = await AskAsync(token);

        reply.ShouldBeProblem(401);
        reply.Json.GetProperty("detail").GetString()!.ShouldContain(because);
        reply.Headers["WWW-Authenticate"].ShouldContain("invalid_token");
    }

    private Task<Reply> AskAsync(string token, string path = Path) => fixture.Server.SendWithTokenAsync(HttpMethod.Get, path, token);
}
