using AtRest.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Tests;

public sealed class StorageSettingsTests
{
    [Fact]
    public void Read_NothingIsSet_SaysWhatToSet() =>
        Should.Throw<SettingsException>(() => Read([])).Problems.ShouldHaveSingleItem().ShouldContain("AtRest:Storage");

    [Fact]
    public void Read_OnlyTheHostsStorageIsSetByName_UsesItsAccountAndNoSecret()
    {
        var settings = Read(new() { ["AzureWebJobsStorage:accountName"] = "acme" });

        settings.Storage.AccountUri.ShouldBe(new Uri("https://acme.blob.core.windows.net"));
        settings.Storage.Connection.ShouldBeNull();
    }

    [Fact]
    public void Read_OwnStorageBesideTheHosts_UsesItsOwn() =>
        Read(new() { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true", ["AtRest:Storage:Folder"] = "data" }).Storage.Folder.ShouldBe("data");

    [Fact]
    public void Read_TheHostsStorageInBothForms_TakesTheConnectionAsTheHostDoes()
    {
        var settings = Read(new() { ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true", ["AzureWebJobsStorage:accountName"] = "acme" });

        settings.Storage.Connection.ShouldBe("UseDevelopmentStorage=true");
        settings.Storage.AccountUri.ShouldBeNull();
    }

    [Theory]
    [InlineData("AzureWebJobsStorage:accountName", "my account/..")]
    [InlineData("AzureWebJobsStorage:accountName", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)")]
    [InlineData("AzureWebJobsStorage", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)")]
    [InlineData("AtRest:Storage:Connection", "@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)")]
    [InlineData("AzureWebJobsStorage", "c2VjcmV0LWtleQ==")]
    [InlineData("AtRest:Storage:Connection", "AccountKey=c2VjcmV0LWtleQ==")]
    public void Read_AStorageThatCannotBe_SaysWhichSettingAndQuotesNoSecret(string name, string value)
    {
        var problems = Should.Throw<SettingsException>(() => Read(new() { [name] = value })).Problems;

        problems[0].ShouldStartWith($"{name}: ");
        problems.ShouldAllBe(problem => !problem.Contains("c2VjcmV0LWtleQ"));
    }

    private static HostSettings Read(Dictionary<string, string?> settings) => HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
