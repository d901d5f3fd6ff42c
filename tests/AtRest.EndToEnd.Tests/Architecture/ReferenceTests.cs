using System.Reflection;
using System.Xml.Linq;
using AtRest.Collectors;
using AtRest.Core.Audits;
using AtRest.EndToEnd.Tests.Support;
using AtRest.FakeClouds;
using AtRest.Reports;
using AtRest.Storage;

namespace AtRest.EndToEnd.Tests.Architecture;

/// <summary>Arrows point to the core only; adapters do not know each other; only the composition root knows all.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["AtRest.Core"] = [],
        ["AtRest.Collectors"] = ["AtRest.Core"],
        ["AtRest.Reports"] = ["AtRest.Core"],
        ["AtRest.Storage"] = ["AtRest.Core"],
        ["AtRest.FakeClouds"] = [],
        ["AtRest.Hosting"] = ["AtRest.Collectors", "AtRest.Core", "AtRest.Reports", "AtRest.Storage"],
        ["AtRest.Functions"] = ["AtRest.Hosting"],
        ["AtRest.Cli"] = ["AtRest.Collectors", "AtRest.Core", "AtRest.FakeClouds", "AtRest.Hosting", "AtRest.Reports", "AtRest.Storage"],
    };

    private static readonly Assembly[] Assemblies =
        [typeof(Auditor).Assembly, typeof(IReportRenderer).Assembly, typeof(AwsCollectorOptions).Assembly, typeof(IBlobStore).Assembly, typeof(FakeCloud).Assembly, Assembly.Load("AtRest.Cli")];

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Repository.PathOf("src")).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_Always_ReferencesOnlyWhatItMay(string project)
    {
        var references = Elements(project, "ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')));

        Allowed.ShouldContainKey(project);
        references.Except(Allowed[project]).ShouldBeEmpty();
    }

    [Fact]
    public void Assembly_Always_KnowsOnlyWhatItMay()
    {
        foreach (var assembly in Assemblies)
        {
            var name = assembly.GetName().Name!;
            assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
                .Where(reference => reference.StartsWith("AtRest.", StringComparison.Ordinal))
                .Except(Allowed[name]).ShouldBeEmpty(name);
        }
    }

    [Fact]
    public void Core_Always_HasNoPackages() => Elements("AtRest.Core", "PackageReference").ShouldBeEmpty();

    [Fact]
    public void AwsSdk_Always_IsKnownToTheCollectorsAlone()
    {
        var knowing = Assemblies
            .Where(assembly => assembly.GetReferencedAssemblies().Any(reference => reference.Name!.StartsWith("AWSSDK.", StringComparison.Ordinal)))
            .Select(assembly => assembly.GetName().Name);

        knowing.ShouldBe(["AtRest.Collectors"]);
    }

    [Fact]
    public void AzureStorageSdk_Always_IsKnownToTheStorageAlone()
    {
        var knowing = Assemblies
            .Where(assembly => assembly.GetReferencedAssemblies().Any(reference => reference.Name!.StartsWith("Azure.Storage.", StringComparison.Ordinal)))
            .Select(assembly => assembly.GetName().Name);

        knowing.ShouldBe(["AtRest.Storage"]);
    }

    [Fact]
    public void Core_Always_NeitherTalksToANetworkNorToFiles()
    {
        // System.Net.Primitives has the IP addresses that policies compare; it opens no connection.
        typeof(Auditor).Assembly.GetReferencedAssemblies().Select(reference => reference.Name!)
            .Where(name => (name.StartsWith("System.Net", StringComparison.Ordinal) && name != "System.Net.Primitives") || name is "System.Console" or "System.Diagnostics.Process" or "System.IO.FileSystem")
            .ShouldBeEmpty();
    }

    private static IEnumerable<string> Elements(string project, string element) =>
        XDocument.Load(Repository.PathOf("src", project, project + ".csproj")).Descendants(element).Select(found => found.Attribute("Include")!.Value);
}
