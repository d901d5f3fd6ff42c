using AtRest.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Tests.Webhooks;

public sealed class WebhookSettingsTests
{
    private const string Good = "0123456789abcdef";

    [Theory]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.example/secrets/webhook-key)", "reference")]
    [InlineData("@microsoft.keyvault(VaultName=v;SecretName=s)", "reference")]
    [InlineData("0123456789abcde", "16 to 512")]
    [InlineData("0123456789 abcdef", "no spaces")]
    [InlineData("0123456789äbcdefg", "ASCII")]
    public void Read_KeyIsNone_SaysWhyAndNotWhat(string key, string why)
    {
        var problem = Should.Throw<SettingsException>(() => Read(("AtRest:Webhook:Keys:0", key))).Problems.ShouldHaveSingleItem();

        problem.ShouldStartWith("AtRest:Webhook:Keys:0: ");
        problem.ShouldContain(why);
        problem.ShouldNotContain(key);
    }

    [Fact]
    public void Read_ThirdKey_SaysThatThereAreTwoPlaces() =>
        Should.Throw<SettingsException>(() => Read(("AtRest:Webhook:Keys:2", Good))).Problems.ShouldHaveSingleItem().ShouldContain("only 0 and 1 are allowed");

    [Fact]
    public void Read_KeyInPlaceOfTheList_SaysWhereItBelongs()
    {
        var problem = Should.Throw<SettingsException>(() => Read(("AtRest:Webhook:Keys", Good))).Problems.ShouldHaveSingleItem();

        problem.ShouldStartWith("AtRest:Webhook:Keys: ");
        problem.ShouldContain("AtRest:Webhook:Keys:0");
        problem.ShouldNotContain(Good);
    }

    [Fact]
    public void Read_OnlySecondKey_IsOneKey() => Read(("AtRest:Webhook:Keys:0", ""), ("AtRest:Webhook:Keys:1", Good)).Webhook.Keys.Length.ShouldBe(1);

    [Fact]
    public void Read_KeysOfOrganizations_AreEachOfItsOrganization()
    {
        var keys = Read(("AtRest:Webhook:Keys:0", Good), ("AtRest:Webhook:Organizations:acme:Keys:0", Good + "1"), ("AtRest:Webhook:Organizations:ACME:Keys:1", Good + "2"), ("AtRest:Webhook:Organizations:globex-eu:Keys:1", Good + "3"), ("AtRest:Webhook:Organizations:INITECH_US_2:Keys:0", Good + "4")).Webhook.Keys;

        keys.Select(key => key.Sender.OrganizationId).ShouldBe([null, "acme", "acme", "globex-eu", "initech-us-2"]);
    }

    [Theory]
    [InlineData("AtRest:Webhook:Organizations:acme:Keys", "AtRest:Webhook:Organizations:acme:Keys:0")]
    [InlineData("AtRest:Webhook:Organizations:acme:Keys:2", "only 0 and 1 are allowed")]
    [InlineData("AtRest:Webhook:Organizations:acme:Key", "AtRest:Webhook:Organizations:acme:Keys:0")]
    [InlineData("AtRest:Webhook:Organizations:acme", "AtRest:Webhook:Organizations:acme:Keys:0")]
    [InlineData("AtRest:Webhook:Organizations", "AtRest:Webhook:Organizations:ORGANIZATION:Keys:0")]
    [InlineData("AtRest:Webhook:Organizations:a.b:Keys:0", "not a valid organization ID")]
    public void Read_KeyOfAnOrganizationInTheWrongPlace_SaysWhereItBelongs(string name, string expected)
    {
        var problem = Should.Throw<SettingsException>(() => Read((name, Good))).Problems.ShouldHaveSingleItem();

        problem.ShouldContain(expected);
        problem.ShouldNotContain(Good);
    }

    [Theory]
    [InlineData("AtRest:Webhook:Keys:0")]
    [InlineData("AtRest:Webhook:Organizations:globex:Keys:1")]
    public void Read_OneKeyOfTwoSenders_IsAProblem(string other)
    {
        var problem = Should.Throw<SettingsException>(() => Read((other, Good), ("AtRest:Webhook:Organizations:acme:Keys:0", Good))).Problems.ShouldHaveSingleItem();

        problem.ShouldContain("Use a different key for each");
        problem.ShouldNotContain(Good);
    }

    [Fact]
    public void Read_SameKeyTwiceOfOneSender_IsAllowed() => Read(("AtRest:Webhook:Keys:0", Good), ("AtRest:Webhook:Keys:1", Good)).Webhook.Keys.Length.ShouldBe(2);

    [Fact]
    public void Read_NothingIsSet_CoalescesForTwoSeconds() => Read().Webhook.Coalescing.ShouldBe(TimeSpan.FromSeconds(2));

    [Fact]
    public void Read_Settings_ShowNoKeyAsText() => Read(("AtRest:Webhook:Keys:0", Good)).ToString().ShouldNotContain(Good);

    private static HostSettings Read(params (string Name, string Value)[] settings) => HostSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection([new("AtRest:Storage:Folder", "data"), .. settings.Select(setting => new KeyValuePair<string, string?>(setting.Name, setting.Value))]).Build());
}
