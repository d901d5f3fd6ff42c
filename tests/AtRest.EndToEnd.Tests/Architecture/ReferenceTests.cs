using System.Reflection;
using AtRest.Collectors.Aws;
using AtRest.Core.Audits;
using AtRest.EndToEnd.Tests.Support;
using AtRest.FakeClouds;
using AtRest.KeyPolicies;
using AtRest.Reports;
using AtRest.Storage;

namespace AtRest.EndToEnd.Tests.Architecture;

/// <summary>Arrows point to the core only, and from it to the key policies; adapters do not know each other; only the composition root knows all.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["AtRest.KeyPolicies"] = [],
        ["AtRest.Core"] = ["AtRest.KeyPolicies"],
        ["AtRest.AwsClients"] = [],
        ["AtRest.Collectors"] = ["AtRest.AwsClients", "AtRest.Core", "AtRest.KeyPolicies"],
        ["AtRest.Reports"] = ["AtRest.Core", "AtRest.KeyPolicies"],
        ["AtRest.Storage"] = [],
        ["AtRest.FakeClouds"] = [],
        ["AtRest.Hosting"] = ["AtRest.Collectors", "AtRest.Core", "AtRest.KeyPolicies", "AtRest.Reports", "AtRest.Storage"],
        ["AtRest.Functions"] = ["AtRest.Hosting"],
        ["AtRest.Cli"] = ["AtRest.Collectors", "AtRest.Core", "AtRest.FakeClouds", "AtRest.Hosting", "AtRest.KeyPolicies", "AtRest.Reports", "AtRest.Storage"],
    };

    private static readonly Assembly[] Assemblies =
    [
        typeof(KeyPolicy).Assembly, typeof(Auditor).Assembly, typeof(IReportRenderer).Assembly, typeof(AwsCollectorOptions).Assembly, typeof(IBlobStore).Assembly, typeof(FakeCloud).Assembly,
        Assembly.Load("AtRest.AwsClients"), Assembly.Load("AtRest.Hosting"), Assembly.Load("AtRest.Cli"),
    ];

    public static TheoryData<string> Projects => [.. Directory.GetDirectories(Repository.PathOf("src")).Select(path => Path.GetFileName(path)!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_Always_ReferencesOnlyWhatItMay(string project)
    {
        var references = ProjectFile.Elements(project, "ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Replace('\\', '/')));

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
    public void AwsSdk_Always_IsKnownToTheCollectorsAndTheAwsClientsAlone()
    {
        var knowing = Assemblies
            .Where(assembly => assembly.GetReferencedAssemblies().Any(reference => reference.Name!.StartsWith("AWSSDK.", StringComparison.Ordinal)))
            .Select(assembly => assembly.GetName().Name);

        knowing.ShouldBe(["AtRest.AwsClients", "AtRest.Collectors"], ignoreOrder: true);
    }

    [Fact]
    public void AzureStorageSdk_Always_IsKnownToTheStorageAlone()
    {
        var knowing = Assemblies
            .Where(assembly => assembly.GetReferencedAssemblies().Any(reference => reference.Name!.StartsWith("Azure.Storage.", StringComparison.Ordinal)))
            .Select(assembly => assembly.GetName().Name);

        knowing.ShouldBe(["AtRest.Storage"]);
    }
}
