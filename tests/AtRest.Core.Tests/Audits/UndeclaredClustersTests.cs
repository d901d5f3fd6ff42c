using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Audits;

/// <summary>Clusters that Camunda reports and nobody declared.</summary>
public sealed class UndeclaredClustersTests
{
    private static readonly CamundaCluster Stranger = new()
    {
        Uuid = "c-stranger",
        Name = "stranger",
        Region = new CamundaName("r-2", "Belgium, Europe (europe-west1)"),
        Encryption = new CamundaEncryption { Type = "Software", Status = "Ready" },
    };

    [Fact]
    public void Audit_ClusterNobodyDeclared_FailsDecl1AndNothingElse()
    {
        var audit = Audit(Stranger).Clusters.Single(cluster => cluster.Cluster.Id == "c-stranger");

        audit.Verdict.ShouldBe(Verdict.NonCompliant);
        audit.Cluster.ShouldSatisfyAllConditions(
            cluster => cluster.Encryption.ShouldBeOfType<DeclaredEncryption.Undeclared>(),
            cluster => cluster.Provider.ShouldBe(CloudProvider.Gcp),
            cluster => cluster.Region.ShouldBe("europe-west1"));
        audit.Reported.ShouldBe(Stranger);
        audit.Findings.Select(finding => finding.RuleId).ShouldBe(
            RuleCatalog.All.Where(rule => rule.Descriptor.AppliesTo == EncryptionType.All).Select(rule => rule.Descriptor.Id));
        var failure = audit.Findings.Single(finding => finding.Status == FindingStatus.Fail);
        failure.RuleId.ShouldBe("DECL-1");
        failure.Message.ShouldContain("with the encryption type Software");
        failure.Remedy!.ShouldContain("c-stranger");
        audit.Findings.Where(finding => finding != failure).ShouldAllBe(finding => finding.Status == FindingStatus.NotApplicable && finding.Message.Contains("DECL-1"));
        audit.Statements.ShouldNotBeEmpty();
    }

    [Fact]
    public void Audit_TypeIsUnknownOrNotSaid_IsQuoted()
    {
        Message(Stranger with { Encryption = new CamundaEncryption { Type = "Quantum" } }).ShouldContain("'Quantum'");
        Message(Stranger with { Encryption = null }).ShouldContain("no encryption type");
    }

    [Fact]
    public void Audit_ThatLeavesClustersOut_ListsNone() => Audit(new JsonObject { ["leftOut"] = new JsonArray("c-other") }, Stranger).Clusters.ShouldHaveSingleItem();

    [Fact]
    public void Audit_SameClusterInOtherLetterCase_IsDeclared() => Audit(Stranger with { Uuid = "C-PAYMENTS" }).Clusters.ShouldHaveSingleItem();

    [Fact]
    public void Audit_EntryWithoutUuid_IsListedAndUnknown()
    {
        var audit = Audit(Stranger with { Uuid = "" }).Clusters.Single(cluster => cluster.Cluster.Id == "no-uuid-1");

        audit.Verdict.ShouldBe(Verdict.Indeterminate);
        audit.Findings[0].Message.ShouldContain("without a uuid");
    }

    [Fact]
    public void Audit_NothingTellsTheCloud_TypeDoes()
    {
        var audit = Audit(Stranger with { Region = null, Encryption = new CamundaEncryption { Type = "external" } }).Clusters.Single(cluster => cluster.Cluster.Id == "c-stranger");

        (audit.Cluster.Provider, audit.Cluster.Region).ShouldBe((CloudProvider.Aws, "unknown"));
    }

    /// <summary>A cloud that AtRest does not know keeps its name, even where its regions or types are named as another cloud's are.</summary>
    [Theory]
    [InlineData("Azure", "West Europe", "Software", null)]
    [InlineData("Azure", "Frankfurt, Europe (eu-central-1)", "External", null)]
    [InlineData("Oracle Cloud", "europe-west1", "Hardware", null)]
    [InlineData("Outlaws Cloud", "europe-west1", null, null)]
    [InlineData("AWS or Google", "europe-west1", null, null)]
    [InlineData("  ", "Belgium, Europe (europe-west1)", "Software", CloudProvider.Gcp)]
    [InlineData("Google Cloud", "Somewhere", null, CloudProvider.Gcp)]
    [InlineData("AmazonWebServices", "Somewhere", null, CloudProvider.Aws)]
    public void Audit_CloudThatCamundaNames_IsThatOneOrStaysUnknownWithItsName(string word, string region, string? type, CloudProvider? cloud)
    {
        var stranger = Stranger with { Region = new CamundaName("r-9", region), Encryption = type is null ? null : new CamundaEncryption { Type = type } };
        var audit = Audit([], [new CamundaRegion("r-9", region, word)], stranger).Clusters.Single(cluster => cluster.Cluster.Id == "c-stranger");

        audit.Cluster.Provider.ShouldBe(cloud);
        audit.ReportedProvider.ShouldBe(string.IsNullOrWhiteSpace(word) ? null : word);
    }

    /// <summary>Nothing tells its cloud: a region that looks like AWS's is one of Oracle's.</summary>
    [Theory]
    [InlineData("Germany Central (eu-frankfurt-1)")]
    [InlineData("uk-london-1")]
    [InlineData("westeurope")]
    public void Audit_NothingTellsTheCloud_ItIsUnknown(string region)
    {
        var audit = Audit(Stranger with { Region = new CamundaName("r-9", region), Encryption = new CamundaEncryption { Type = "Provider" } }).Clusters.Single(cluster => cluster.Cluster.Id == "c-stranger");

        audit.Cluster.Provider.ShouldBeNull();
        audit.ReportedProvider.ShouldBeNull();
    }

    private static string Message(CamundaCluster cluster) => Audit(cluster).Clusters.Single(audit => audit.Cluster.Id == cluster.Uuid).Findings[0].Message;

    private static AuditReport Audit(params ImmutableArray<CamundaCluster> reported) => Audit([], reported);

    private static AuditReport Audit(JsonObject changes, params ImmutableArray<CamundaCluster> reported) => Audit(changes, [], reported);

    private static AuditReport Audit(JsonObject changes, ImmutableArray<CamundaRegion> regions, params ImmutableArray<CamundaCluster> reported)
    {
        var evidence = CaseWorld.With((JsonObject)JsonNode.Parse("""{"camunda": {"clusters": {"items": []}, "regions": {"items": []}}}""")!);
        return new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(evidence with
        {
            LeftOut = [.. (changes["leftOut"] as JsonArray ?? []).Select(id => (string)id!)],
            Clouds = evidence.Clouds with
            {
                Camunda = evidence.Clouds.Camunda! with
                {
                    Clusters = evidence.Clouds.Camunda.Clusters with { Value = new CamundaClusters(reported) },
                    Regions = evidence.Clouds.Camunda.Regions with { Value = new CamundaRegions(regions) },
                },
            },
        });
    }
}
