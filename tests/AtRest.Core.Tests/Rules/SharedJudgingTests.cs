using System.Text;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Clouds;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>Clusters share what rules derive: between threads, and between keys whose policies differ in nothing that is judged. It changes no answer.</summary>
public sealed class SharedJudgingTests
{
    private const int Threads = 4;

    private static readonly Auditor Auditor = new(RuleCatalog.All, new ToolInfo("atrest", "test"));

    public static TheoryData<string> Rules => [.. RuleCaseFiles.All.Select(@case => @case.Rule).Distinct()];

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task Evaluate_ByManyThreads_IsAsByOne(string rule)
    {
        foreach (var @case in RuleCaseFiles.Of(rule))
        {
            var evidence = CaseWorld.With(@case.Given);
            var expected = Judge(new EvidenceIndex(evidence), evidence.Organization.Clusters[0]);
            var shared = new EvidenceIndex(evidence);
            var answers = await Task.WhenAll(Enumerable.Range(0, Threads).Select(_ => Task.Run(() => Judge(shared, evidence.Organization.Clusters[0]), TestContext.Current.CancellationToken)));

            answers.Where(answer => answer != expected).ShouldBeEmpty(@case.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Audit_OfClustersWithTheSameTemplate_IsAsOfEachAlone(string rule)
    {
        foreach (var evidence in RuleCaseFiles.Of(rule).Select(@case => CaseWorld.With(@case.Given)).Where(evidence => evidence.Organization.Clusters[0].Encryption is DeclaredEncryption.External && evidence.Clouds.Aws.Keys.Count > 0))
        {
            var copy = Copy(evidence);
            var both = evidence with
            {
                Organization = evidence.Organization with { Clusters = [evidence.Organization.Clusters[0], copy.Organization.Clusters[0]] },
                Clouds = evidence.Clouds.With(evidence.Clouds.Aws with { Keys = [.. evidence.Clouds.Aws.Keys, .. copy.Clouds.Aws.Keys] }),
            };
            var alone = both with { Organization = both.Organization with { Clusters = [copy.Organization.Clusters[0]] } };

            FindingsOf(both, copy).ShouldBe(FindingsOf(alone, copy));
        }
    }

    private static string FindingsOf(AuditEvidence evidence, AuditEvidence copy) => JsonSerializer.Serialize(
        Auditor.Audit(evidence).Clusters.Single(cluster => cluster.Cluster.Id == copy.Organization.Clusters[0].Id).Findings.Where(finding => finding.RuleId.StartsWith('K') || finding.RuleId.StartsWith('T')));

    /// <summary>The first cluster with other keys, which are in all texts where its own are.</summary>
    private static AuditEvidence Copy(AuditEvidence evidence)
    {
        var text = JsonSerializer.Serialize(evidence with { Organization = evidence.Organization with { Clusters = [evidence.Organization.Clusters[0] with { Id = "copy", Name = "copy" }] } }, CloudJson.Indented);
        foreach (var id in evidence.Clouds.Aws.Keys.Select(key => key.KeyArn[(key.KeyArn.LastIndexOf('/') + 1)..]).Distinct())
        {
            text = text.Replace(id, id[..^2] + (id.EndsWith("ff", StringComparison.Ordinal) ? "ee" : "ff"), StringComparison.Ordinal);
        }

        return JsonSerializer.Deserialize<AuditEvidence>(Encoding.UTF8.GetBytes(text), CloudJson.Indented)!;
    }

    private static string Judge(EvidenceIndex index, Cluster cluster)
    {
        var context = new RuleContext(index, cluster);
        return JsonSerializer.Serialize(RuleCatalog.All
            .Where(rule => rule.Descriptor.AppliesTo.Covers(cluster.Encryption))
            .Select(rule => new { rule.Descriptor.Id, Outcomes = rule.Evaluate(context).ToList() })
            .ToList());
    }
}
