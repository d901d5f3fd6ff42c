using System.Text.Json;
using AtRest.Functions.Tests.Support;

namespace AtRest.Functions.Tests.Layout;

/// <summary>What <c>dotnet publish</c> lays out is what the host expects.</summary>
public sealed class PublishTests(PublishedApp published)
{
    [Fact]
    public void Publish_Always_HasWhatTheHostReads()
    {
        File.ReadAllText(PathOf("host.json")).ShouldBe(File.ReadAllText(Repository.PathOf("host.json")));
        File.ReadAllText(PathOf("THIRD-PARTY-NOTICES.txt")).ShouldBe(File.ReadAllText(Repository.PathOf("docs", "THIRD-PARTY-NOTICES.txt")));
        var worker = JsonDocument.Parse(File.ReadAllText(PathOf("worker.config.json"))).RootElement.GetProperty("description");
        worker.GetProperty("defaultExecutablePath").GetString().ShouldBe("dotnet");
        worker.GetProperty("defaultWorkerPath").GetString().ShouldBe("AtRest.Functions.dll");
        File.Exists(PathOf("functions.metadata")).ShouldBeTrue();
        Directory.Exists(PathOf(".azurefunctions")).ShouldBeTrue();
    }

    /// <summary>The host's part of the trigger for queues has to come with the app. Those for timers and HTTP are in the host.</summary>
    [Fact]
    public void Publish_Always_HasTheHostsExtensionForQueues()
    {
        var extensions = JsonDocument.Parse(File.ReadAllText(PathOf("extensions.json"))).RootElement.GetProperty("extensions").EnumerateArray().Select(extension => extension.GetProperty("name").GetString()!).ToList();

        extensions.ShouldContain(name => name.Contains("Queue", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Azure has the runtime.</summary>
    [Fact]
    public void Publish_Always_LeavesTheRuntimeToAzure()
    {
        var runtime = JsonDocument.Parse(File.ReadAllText(PathOf("AtRest.Functions.runtimeconfig.json"))).RootElement.GetProperty("runtimeOptions");

        runtime.GetProperty("frameworks").EnumerateArray().Select(framework => framework.GetProperty("name").GetString()).ShouldBe(["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"], ignoreOrder: true);
        File.Exists(PathOf("libcoreclr.so")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("local.settings.json*")]
    [InlineData("appsettings*.json")]
    [InlineData("web.config")]
    [InlineData("function.json")]
    public void Publish_Always_LeavesOutWhatADeploymentDoesNotNeed(string pattern) => Directory.GetFiles(published.Folder, pattern, SearchOption.AllDirectories).ShouldBeEmpty();

    private string PathOf(string file) => Path.Combine(published.Folder, file);
}
