using AtRest.Hosting.Api;
using AtRest.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Tests.Api;

public sealed class ApiSettingsTests
{
    private const string Hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Read_Nothing_AcceptsNoCredentialAndTrustsNoProxy()
    {
        var settings = Read([]);

        settings.Keys.ShouldBeEmpty();
        settings.Authentication.Authority.ShouldBeNull();
        settings.Authentication.OperatorRole.ShouldBeNull();
        settings.ProxyHops.ShouldBe(0);
        settings.Downloads.Links.ShouldBeFalse();
    }

    [Theory]
    [InlineData("2027-03-31", "2027-04-01T00:00:00+00:00")]
    [InlineData("2027-03-31T12:00:00Z", "2027-03-31T12:00:00+00:00")]
    public void Read_Expires_IsADayThatStillCountsOrAMoment(string expires, string end) =>
        Read(new() { ["AtRest:ApiKeys:0:Organization"] = "acme", ["AtRest:ApiKeys:0:Hash"] = Hash, ["AtRest:ApiKeys:0:Expires"] = expires })
            .Keys.ShouldHaveSingleItem().EndsAt!.Value.ToString("yyyy-MM-ddTHH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(end);

    [Theory]
    [InlineData("AtRest:Authentication:Authority", "https://login.example.com", "AtRest:Authentication:Audience")]
    [InlineData("AtRest:Authentication:Authority", "http://login.example.com", "AtRest:Authentication:Authority")]
    [InlineData("AtRest:Authentication:Audience", "api://atrest", "AtRest:Authentication:Authority")]
    [InlineData("AtRest:ApiKeys:0:Hash", Hash, "exactly one of Organization")]
    [InlineData("AtRest:ApiKeys:0:Organization", "acme", "AtRest:ApiKeys:0:Hash")]
    [InlineData("AtRest:ApiKeys:0:Organization", "../acme", "is not a valid organization ID")]
    [InlineData("AtRest:RateLimits:Caller", "0", "AtRest:RateLimits:Caller")]
    [InlineData("AtRest:Downloads:LinkMinutes", "61", "AtRest:Downloads:LinkMinutes")]
    [InlineData("AtRest:Http:ProxyHops", "-1", "AtRest:Http:ProxyHops")]
    public void Read_WrongSetting_SaysWhich(string name, string value, string said) => Problems(new() { [name] = value }).ShouldContain(said);

    [Fact]
    public void Read_KeyInPlaceOfItsHash_SaysSoAndDoesNotQuoteIt()
    {
        var key = AtRest.Hosting.Api.Authentication.ApiKey.Create();

        var problems = Problems(new() { ["AtRest:ApiKeys:0:Organization"] = "acme", ["AtRest:ApiKeys:0:Hash"] = key });

        problems.ShouldContain("not the key");
        problems.ShouldNotContain(key);
    }

    [Fact]
    public void Read_OneKeyForTwoOrganizations_IsAProblem() => Problems(new()
    {
        ["AtRest:ApiKeys:0:Organization"] = "acme",
        ["AtRest:ApiKeys:0:Hash"] = Hash,
        ["AtRest:ApiKeys:1:Organization"] = "globex",
        ["AtRest:ApiKeys:1:Hash"] = Hash.ToUpperInvariant(),
    }).ShouldContain("AtRest:ApiKeys:1:Hash");

    [Fact]
    public void Read_ExpiresCannotBeRead_IsAProblem() =>
        Problems(new() { ["AtRest:ApiKeys:0:Operator"] = "true", ["AtRest:ApiKeys:0:Hash"] = Hash, ["AtRest:ApiKeys:0:Expires"] = "31.3.2027" }).ShouldContain("AtRest:ApiKeys:0:Expires");

    private static string Problems(Dictionary<string, string?> settings) => Should.Throw<SettingsException>(() => Read(settings)).Message;

    private static ApiSettings Read(Dictionary<string, string?> settings)
    {
        settings["AtRest:Storage:Folder"] = "data";
        return HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).Api;
    }
}
