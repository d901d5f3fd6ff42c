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

    private static HostSettings Read(Dictionary<string, string?> settings) => HostSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
