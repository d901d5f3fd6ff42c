using System.Net;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.FakeClouds.Tests.Google;

public sealed class GoogleTokenTests
{
    private const string Email = "audit@p.iam.gserviceaccount.com";

    private static string Claims(string email) => $$"""{"iss":"{{email}}","exp":{{Clouds.Now.AddHours(1).ToUnixTimeSeconds()}}}""";

    [Theory]
    [InlineData(null)]
    [InlineData("guessed")]
    public async Task Get_NoTokenOrAnUnknownOne_IsUnauthenticated(string? token)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key).ServiceAccount(Email));

        Answer answer = await (new GoogleCaller(cloud) with { Token = token }).GetAsync(GoogleCaller.Key);

        answer.Status.ShouldBe(HttpStatusCode.Unauthorized);
        ((string?)answer.Json["error"]!["status"]).ShouldBe("UNAUTHENTICATED");
    }

    [Fact]
    public async Task Token_OfAListedAccount_IsGoodUntilItExpires()
    {
        FakeTimeProvider time = new(Clouds.Now);
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key).ServiceAccount(Email, 60), time);
        GoogleCaller caller = new(cloud);

        Answer issued = await caller.TokenAsync(Claims(Email));
        GoogleCaller known = caller with { Token = (string?)issued.Json["access_token"] };

        ((int?)issued.Json["expires_in"]).ShouldBe(60);
        (await known.GetAsync(GoogleCaller.Key)).Status.ShouldBe(HttpStatusCode.OK);
        time.Advance(TimeSpan.FromSeconds(60));
        (await known.GetAsync(GoogleCaller.Key)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("""{"iss":"other@p.iam.gserviceaccount.com","exp":4000000000}""")]
    [InlineData("""{"iss":"audit@p.iam.gserviceaccount.com","exp":1}""")]
    [InlineData("""{"iss":"audit@p.iam.gserviceaccount.com"}""")]
    [InlineData("not json")]
    public async Task Token_InvalidAssertion_IsInvalidGrant(string claims)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().ServiceAccount(Email));

        Answer answer = await new GoogleCaller(cloud).TokenAsync(claims);

        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)answer.Json["error"]).ShouldBe("invalid_grant");
    }

    [Fact]
    public async Task Token_AnotherGrant_IsRefused()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder());

        ((string?)(await new GoogleCaller(cloud).TokenAsync(Claims(Email), "password")).Json["error"]).ShouldBe("unsupported_grant_type");
    }
}
