using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Audits;

/// <summary>Clusters whose audit was given up.</summary>
public sealed class GivenUpClustersTests
{
    private const string Cause = "AtRest tried several times and gave up.";
    private const string Key = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

    [Fact]
    public void Audit_ClusterNotEvaluated_IsUnknownByEveryRuleThatApplies()
    {
        var audit = Audit(Evidence()).Clusters.Single(cluster => cluster.Cluster.Id == "c-1");

        audit.NotEvaluated.ShouldBe(Cause);
        audit.Verdict.ShouldBe(Verdict.Indeterminate);
        audit.Findings.ShouldAllBe(finding => finding.Status == FindingStatus.Unknown && finding.Message.Contains(Cause));
        audit.Findings.Select(finding => finding.RuleId).Distinct().ShouldBe(
            RuleCatalog.All.Where(rule => rule.Descriptor.AppliesTo.Covers(EncryptionType.External)).Select(rule => rule.Descriptor.Id));
        audit.Findings.Where(finding => finding.RuleId == "KMS-1").ShouldHaveSingleItem().Resource.ShouldBe(Key);
    }

    [Fact]
    public void Audit_OtherClusters_AreJudged() =>
        Audit(Evidence()).Clusters.Single(cluster => cluster.Cluster.Id == "c-2").ShouldSatisfyAllConditions(
            audit => audit.NotEvaluated.ShouldBeNull(),
            audit => audit.Findings.ShouldAllBe(finding => !finding.Message.Contains(Cause)));

    [Fact]
    public void Audit_ClusterThatIsNotDeclaredAnyMore_IsListedAsUnknown()
    {
        var evidence = Evidence() with { NotEvaluated = [new NotEvaluatedCluster { ClusterId = "c-gone", Cause = Cause }] };
        var audit = Audit(evidence).Clusters.Single(cluster => cluster.Cluster.Id == "c-gone");

        audit.Verdict.ShouldBe(Verdict.Indeterminate);
        audit.Cluster.Encryption.ShouldBeOfType<DeclaredEncryption.Undeclared>();
        audit.Cluster.Provider.ShouldBeNull("Nobody knows its cloud any more.");
        audit.Findings.ShouldAllBe(finding => finding.Status == FindingStatus.Unknown);
    }

    [Fact]
    public void Changes_FailureOfAClusterNotEvaluated_IsNotCalledFixed()
    {
        var earlier = new PreviousCluster
        {
            Id = "c-1",
            Name = "payments",
            DeclaredType = EncryptionType.External,
            Verdict = Verdict.NonCompliant,
            Findings =
            [
                new PreviousFinding { RuleId = "KMS-2", Resource = Key, Status = FindingStatus.Fail },
                new PreviousFinding { RuleId = "KMS-2", Resource = "arn:of:another-key", Status = FindingStatus.Fail },
            ],
        };
        var previous = new PreviousAudit { ReportId = Guid.Empty.ToString(), GeneratedAt = Evidence().AuditedAt.AddDays(-1), Clusters = [earlier], LeftOut = ["c-2"] };
        var closed = Audit(Evidence() with { Previous = previous }).Changes.Where(change => change.Kind == ChangeKind.FindingClosed).ToList();

        closed.Count.ShouldBe(2);
        closed.ShouldAllBe(change => change.Message.Contains("it is not known whether it still fails"));
    }

    [Fact]
    public void Serializer_ClustersNotEvaluated_AreReadAgain()
    {
        using var stream = new MemoryStream();
        EvidenceSerializer.Write(Evidence(), stream);
        stream.Position = 0;
        EvidenceSerializer.Read(stream).NotEvaluated.ShouldHaveSingleItem().ShouldBe(Evidence().NotEvaluated[0]);
    }

    private static AuditReport Audit(AuditEvidence evidence) => new Auditor(RuleCatalog.All, new ToolInfo("atrest", "1.2.3")).Audit(evidence);

    private static AuditEvidence Evidence() => new()
    {
        SchemaVersion = AuditEvidence.CurrentSchemaVersion,
        AuditId = "audit-1",
        AuditedAt = new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
        Parameters = new AuditParameters(),
        Organization = new Organization
        {
            Id = "acme",
            Name = "Acme Bank",
            Clusters =
            [
                new Cluster { Id = "c-1", Name = "payments", Provider = CloudProvider.Aws, Region = "eu-central-1", Encryption = External() },
                new Cluster { Id = "c-2", Name = "sandbox", Provider = CloudProvider.Gcp, Region = "us-east1", Encryption = new DeclaredEncryption.Provider() },
            ],
        },
        NotEvaluated = [new NotEvaluatedCluster { ClusterId = "c-1", Cause = Cause }],
        Clouds = new(),
    };

    private static DeclaredEncryption.External External() =>
        new(Arn.TryParse("arn:aws:iam::444455556666:role/tenant", out var role) ? role : throw new FormatException(), KmsKeyArn.Parse(Key), null);
}
