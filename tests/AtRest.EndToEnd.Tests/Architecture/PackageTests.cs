using System.Xml.Linq;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Architecture;

/// <summary>What is built depends on nothing but the repository: packages are locked, and no switch weakens that.</summary>
public sealed class PackageTests
{
    private static readonly string[] Scripts = ["tests/run.sh", ".ci/run", ".editorconfig", "infra/Dockerfile"];

    [Fact]
    public void Projects_Always_HaveALockFile() =>
        Repository.SourceFiles("*.csproj").Where(project => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json"))).ShouldBeEmpty();

    [Fact]
    public void LockFiles_Always_NameNoHost()
    {
        var files = Repository.SourceFiles("*packages.lock.json").ToList();

        files.ShouldNotBeEmpty();
        files.Where(file => File.ReadAllText(file).Contains("://", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void SubstitutedVersions_Always_AreErrors()
    {
        BuildFiles().Where(file => Values(XDocument.Load(file)).Any(value => value.Contains("1603", StringComparison.Ordinal))).ShouldBeEmpty();
        Scripts.Where(file => File.ReadAllText(Repository.PathOf(file)).Contains("1603", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void Licence_Always_IsApache()
    {
        XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("PackageLicenseExpression").Single().Value.ShouldBe("Apache-2.0");

        var text = File.ReadAllText(Repository.PathOf("LICENSE"));
        text.ShouldContain("Apache License");
        text.ShouldContain("Version 2.0, January 2004");
        text.ShouldContain("END OF TERMS AND CONDITIONS");
    }

    private static IEnumerable<string> BuildFiles() =>
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.props"),
        .. Directory.EnumerateFiles(Repository.Root, "*.targets"),
        .. Repository.SourceFiles("*.csproj"),
        .. Repository.SourceFiles("*.props"),
        .. Repository.SourceFiles("*.targets"),
    ];

    /// <summary>Without comments: they may explain.</summary>
    private static IEnumerable<string> Values(XDocument file) =>
        file.Descendants().SelectMany(element => element.Attributes().Select(attribute => attribute.Value).Concat(element.Nodes().OfType<XText>().Select(text => text.Value)));
}
