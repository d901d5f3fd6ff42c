using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Api.Authentication;

public sealed class ApiKeyExpiryTests
{
    private static readonly DateTimeOffset End = new(2027, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string key = ApiKey.Create();

    [Fact]
    public void Identify_OnTheLastDay_KnowsTheKey() => Identify(End - TimeSpan.FromMilliseconds(1)).Organizations.ShouldBe(["acme"]);

    [Fact]
    public void Identify_AfterTheLastDay_RefusesTheKey() => Should.Throw<CredentialException>(() => Identify(End)).Message.ShouldContain("expired");

    private Caller Identify(DateTimeOffset now)
    {
        var settings = new ApiSettings { Keys = [new ApiKeyEntry { Hash = [.. ApiKey.Hash(key)], Organization = "acme", EndsAt = End }] };
        return new ApiKeys(settings, new FakeTimeProvider(now)).Identify(key);
    }
}
