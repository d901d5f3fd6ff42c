using System.Diagnostics;
using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Documentation;

/// <summary>The notices about packages that are shipped, which <c>.ci/notices.mjs</c> writes.</summary>
public sealed class NoticesTests
{
    private static string Notices => File.ReadAllText(Repository.PathOf("docs", "THIRD-PARTY-NOTICES.txt"));

    [Theory]
    [InlineData("AtRest.Cli", "packages.lock.json")]
    [InlineData("AtRest.Functions", "packages.lock.json")]
    [InlineData("AtRest.Functions", "extensions.packages.lock.json")]
    public void Notices_OfAShippedProject_NameEveryPackageOfItsLockFile(string project, string file)
    {
        using var locked = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("src", project, file)));
        var packages = locked.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(framework => framework.Value.EnumerateObject())
            .Where(package => package.Value.GetProperty("type").GetString() != "Project" && !IsOfTheBuild(package.Name, package.Value.GetProperty("resolved").GetString()!))
            .Select(package => $"{package.Name} {package.Value.GetProperty("resolved").GetString()}")
            .ToList();

        packages.ShouldNotBeEmpty();
        packages.ShouldBeSubsetOf(Notices.Split('\n'));
    }

    [Fact]
    public async Task Notices_Always_AreThoseOfTheScript()
    {
        using var process = Process.Start(new ProcessStartInfo("node", [Repository.PathOf(".ci", "notices.mjs")]) { RedirectStandardOutput = true })!;
        var text = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        process.ExitCode.ShouldBe(0);
        (text == Notices).ShouldBeTrue("Write the notices again: node .ci/notices.mjs > docs/THIRD-PARTY-NOTICES.txt");
    }

    /// <summary>Analyzers and the like are not shipped: their own description says so.</summary>
    private static bool IsOfTheBuild(string id, string version)
    {
        var folder = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var description = File.ReadAllText(Path.Combine(folder, id.ToLowerInvariant(), version.ToLowerInvariant(), $"{id.ToLowerInvariant()}.nuspec"));
        return description.Contains("<developmentDependency>true", StringComparison.Ordinal);
    }
}
