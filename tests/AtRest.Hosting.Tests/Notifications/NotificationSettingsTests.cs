using AtRest.Hosting.Audits;
using AtRest.Hosting.Notifications;
using AtRest.Hosting.Settings;
using AtRest.Hosting.Tests.Notifications.Support;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Tests.Notifications;

public sealed class NotificationSettingsTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Theory]
    [InlineData("Organization", "Acme", "ID of an organization")]
    [InlineData("Organization", null, "ID of an organization")]
    [InlineData("Url", null, "not set")]
    [InlineData("Url", "http://hooks.example/x", "https")]
    [InlineData("Url", "ftp://hooks.example/x", "https")]
    [InlineData("Url", "https://user@hooks.example/x", "must not contain a user")]
    [InlineData("Secret", null, "not set")]
    [InlineData("Secret", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_")]
    [InlineData("Secret", "whsec_c2hvcnQ=", "24 to 64")]
    [InlineData("Secret", "whsec_@@@", "Base64")]
    [InlineData("Secret", "@Microsoft.KeyVault(SecretUri=https://v.example/s)", "reference")]
    [InlineData("SecondSecret", "whsec_c2hvcnQ=", "24 to 64")]
    [InlineData("Events", "keyChange, never", "'never'")]
    [InlineData("Format", "discord", "webhook, mail, slack, teams, ocsf or asff")]
    public void Read_SettingIsWrong_SaysWhichAndWhy(string name, string? value, string why)
    {
        var problem = Should.Throw<SettingsException>(() => Read(new() { [name] = value })).Problems.ShouldHaveSingleItem();

        problem.ShouldStartWith($"AtRest:Notifications:0:{name}: ");
        problem.ShouldContain(why);
    }

    [Fact]
    public void Read_OrganizationTwice_SaysSo() => Should.Throw<SettingsException>(() => Read([], new Dictionary<string, string?> { ["Url"] = "https://other.example/" })).Problems.ShouldHaveSingleItem().ShouldContain("already");

    [Fact]
    public void Read_TwoSecrets_SignsWithBoth() =>
        Read(new() { ["SecondSecret"] = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX" }).Notifications.Endpoints.Single().Secrets.Length.ShouldBe(2);

    [Theory]
    [InlineData("slack")]
    [InlineData("Teams")]
    public void Read_FormatWithoutSignature_NeedsNoSecret(string format)
    {
        Read(new() { ["Format"] = format, ["Secret"] = null }).Notifications.Endpoints.Single().Secrets.ShouldBeEmpty();
        Should.Throw<SettingsException>(() => Read(new() { ["Format"] = format })).Problems.ShouldHaveSingleItem().ShouldContain("the URL is the secret");
    }

    [Theory]
    [InlineData("Token", null, "not set")]
    [InlineData("Token", "two\nlines", "no line break")]
    [InlineData("Token", "@Microsoft.KeyVault(SecretUri=https://v.example/s)", "reference")]
    [InlineData("TokenHeader", "X Key", "name of a header")]
    [InlineData("TokenHeader", "Content-Length", "name of a header")]
    [InlineData("TokenHeader", "webhook-signature", "name of a header")]
    [InlineData("TokenHeader", "Content-Encoding", "name of a header")]
    [InlineData("TokenHeader", "Expires", "name of a header")]
    [InlineData("TokenHeader", "expect", "name of a header")]
    [InlineData("TokenHeader", "Trailer", "name of a header")]
    [InlineData("TokenHeader", "Proxy-Authorization", "name of a header")]
    [InlineData("AwsAccountId", null, "12 digits")]
    [InlineData("AwsAccountId", "1111", "12 digits")]
    [InlineData("AwsRegion", "Frankfurt", "eu-central-1")]
    [InlineData("Secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "Remove it, and set Token")]
    public void Read_SiemSettingIsWrong_SaysWhichAndWhy(string name, string? value, string why)
    {
        var problem = Should.Throw<SettingsException>(() => Read(Asff(name, value))).Problems.ShouldHaveSingleItem();

        problem.ShouldStartWith($"AtRest:Notifications:0:{name}: ");
        problem.ShouldContain(why);
    }

    [Theory]
    [InlineData("Token", "secret")]
    [InlineData("TokenHeader", "X-Key")]
    [InlineData("AwsAccountId", "111122223333")]
    [InlineData("AwsRegion", "eu-central-1")]
    public void Read_SiemSettingOfAnotherFormat_IsRefused(string name, string value) =>
        Should.Throw<SettingsException>(() => Read(new() { [name] = value })).Problems.ShouldHaveSingleItem().ShouldContain("Remove it");

    [Fact]
    public void Read_WebhookAndSiem_AreBothSentTo() =>
        Read([], Asff("Events", "all")).Notifications.Endpoints.Select(endpoint => endpoint.Format).ShouldBe([NotificationFormat.Webhook, NotificationFormat.Asff]);

    [Fact]
    public void Read_SiemSettings_ShowNoTokenAsText() => Read(Asff("Events", "all")).ToString().ShouldNotContain("token-of-the-siem");

    private static Dictionary<string, string?> Asff(string name, string? value)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Format"] = "asff",
            ["Secret"] = null,
            ["Token"] = "token-of-the-siem",
            ["AwsAccountId"] = "111122223333",
            ["AwsRegion"] = "eu-central-1",
        };
        settings[name] = value;
        return settings;
    }

    [Fact]
    public void Read_Settings_ShowNoSecretAsText() => Read([]).ToString().ShouldNotContain("MfKQ9r8");

    [Theory]
    [InlineData(null, nameof(AuditCause.KeyChange), 0, true)]
    [InlineData(null, nameof(AuditCause.Nightly), 0, false)]
    [InlineData(null, nameof(AuditCause.Nightly), 1, true)]
    [InlineData("keyChange", nameof(AuditCause.Nightly), 1, false)]
    [InlineData("changes", nameof(AuditCause.KeyChange), 0, false)]
    [InlineData("ALL", nameof(AuditCause.Request), 0, true)]
    public void Include_Report_IsSentAsTheSettingSays(string? events, string cause, int changes, bool told) =>
        Read(new() { ["Events"] = events }).Notifications.Endpoints.Single().Events.Include(Notified.Entry(Enum.Parse<AuditCause>(cause), changes)).ShouldBe(told);

    private static HostSettings Read(Dictionary<string, string?> first, Dictionary<string, string?>? second = null)
    {
        var values = new Dictionary<string, string?> { ["AtRest:Storage:Folder"] = "data" };
        foreach (var (changes, index) in new[] { first, second }.OfType<Dictionary<string, string?>>().Index().Select(entry => (entry.Item, entry.Index)))
        {
            var section = $"AtRest:Notifications:{index}";
            (values[$"{section}:Organization"], values[$"{section}:Url"], values[$"{section}:Secret"]) = ("acme", "https://hooks.example/x", Secret);
            foreach (var (name, value) in changes)
            {
                values[$"{section}:{name}"] = value;
            }
        }

        return HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
    }
}
