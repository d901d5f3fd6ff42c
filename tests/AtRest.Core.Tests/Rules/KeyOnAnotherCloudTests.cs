using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Rules;

/// <summary>A cluster that is declared External with a key on a cloud whose keys no rule knows. An inventory cannot declare it yet: its reader requires the ARN of an AWS KMS key.</summary>
public sealed class KeyOnAnotherCloudTests
{
    private static readonly ClusterAudit Audit = AuditOf();

    [Fact]
    public void AwsRules_AboutAKeyOfAnotherCloud_SayNothing() =>
        Audit.Findings.Select(finding => finding.RuleId).Where(id => !id.StartsWith("DECL-", StringComparison.Ordinal) && id != "TLS-1").ShouldBeEmpty();

    [Fact]
    public void Cluster_WithAKeyOfAnotherCloud_IsNotCompliant()
    {
        Audit.Verdict.ShouldBe(Verdict.NonCompliant);
        var finding = Audit.Findings.Single(finding => finding.RuleId == "DECL-3");
        finding.Status.ShouldBe(FindingStatus.Fail);
        finding.Message.ShouldContain("a key on Google Cloud");
        finding.Message.ShouldContain("AtRest did not audit this key");
    }

    [Theory]
    [InlineData("DECL-2")]
    [InlineData("DECL-6")]
    public void RulesAboutDeclaredKeys_AboutAKeyOfAnotherCloud_AreUnknown(string rule) =>
        Audit.Findings.Where(finding => finding.RuleId == rule).ShouldHaveSingleItem().Status.ShouldBe(FindingStatus.Unknown);

    [Fact]
    public void Rules_OfACloud_NameTheCloudOfTheirKeys() => RuleCatalog.All
        .Where(rule => rule.GetType().Namespace!.Split('.')[2] is "Aws" or "Google")
        .Where(rule => rule.Descriptor.AppliesTo.KeyCloud != (rule.GetType().Namespace!.Split('.')[2] == "Aws" ? CloudProvider.Aws : CloudProvider.Gcp))
        .Select(rule => rule.Descriptor.Id)
        .ShouldBeEmpty();

    private static ClusterAudit AuditOf()
    {
        var evidence = CaseWorld.With((JsonObject)JsonNode.Parse("{}")!);
        var cluster = evidence.Organization.Clusters[0] with { Encryption = new KeyElsewhere() };
        return new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(evidence with { Organization = evidence.Organization with { Clusters = [cluster] } }).Clusters.Single();
    }

    private sealed record KeyElsewhere : DeclaredEncryption
    {
        public override EncryptionType Type => EncryptionType.External;

        public override CloudProvider? KeyCloud => CloudProvider.Gcp;
    }
}
