using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Authentication;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Api.Authentication;

public sealed class ApiKeyExpiryTests
{
    private static readonly DateTimeOffset End = new(2027, 4, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string key = ApiKey.Create();

    [Fact]
    public async Task Identify_OnTheLastDay_KnowsTheKey() => (await IdentifyAsync(End - TimeSpan.FromMilliseconds(1))).Organizations.ShouldBe(["acme"]);

    [Fact]
    public async Task Identify_AfterTheLastDay_RefusesTheKey() => (await Should.ThrowAsync<CredentialException>(() => IdentifyAsync(End))).Message.ShouldContain("expired");

    /// <summary>A key of the settings needs no storage.</summary>
    private Task<Caller> IdentifyAsync(DateTimeOffset now)
    {
        var settings = new ApiSettings { Keys = [new ApiKeyEntry { Hash = [.. ApiKey.Hash(key)], Organization = "acme", EndsAt = End }] };
        return new ApiKeys(settings, null!, new FakeTimeProvider(now)).IdentifyAsync(key, TestContext.Current.CancellationToken);
    }
}
