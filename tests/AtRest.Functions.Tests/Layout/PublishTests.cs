using AtRest.Functions.Tests.Support;

namespace AtRest.Functions.Tests.Layout;

/// <summary>What <c>dotnet publish</c> lays out is what the host expects.</summary>
public sealed class PublishTests(PublishedApp published)
{
    [Fact]
    public void Publish_Always_PutsHostFunctionsAndExecutableSideBySide()
    {
        File.ReadAllText(Path.Combine(published.Folder, "host.json")).ShouldBe(File.ReadAllText(Repository.PathOf("host.json")));
        var functions = Directory.GetFiles(published.Folder, "function.json", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(published.Folder, path));
        functions.ShouldBe(FunctionFile.All.Select(function => Path.Combine(function.Name, "function.json")), ignoreOrder: true);
        (OperatingSystem.IsWindows() || File.GetUnixFileMode(published.Executable).HasFlag(UnixFileMode.UserExecute)).ShouldBeTrue();
    }

    /// <summary>Functions has no .NET for custom handlers.</summary>
    [Fact]
    public void Publish_Always_BringsTheRuntimeAlong()
    {
        File.Exists(Path.Combine(published.Folder, "libcoreclr.so")).ShouldBeTrue();
        File.Exists(Path.Combine(published.Folder, "Microsoft.AspNetCore.Server.Kestrel.Core.dll")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("local.settings.json*")]
    [InlineData("appsettings*.json")]
    [InlineData("web.config")]
    public void Publish_Always_LeavesOutWhatIsNoBusinessOfADeployment(string pattern) => Directory.GetFiles(published.Folder, pattern, SearchOption.AllDirectories).ShouldBeEmpty();
}
