using System.Security.Cryptography;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Audits;

/// <summary>The provenance in a report: who requested it, the inventory, the period, and the identity with which it read.</summary>
public sealed class ProvenanceTests
{
    private const string Inventory = """{ "organizations": [{ "id": "acme", "name": "Acme Bank", "clusters": [{ "id": "c-1", "name": "a", "provider": "gcp", "region": "us-east1", "encryption": { "type": "Provider" } }, { "id": "c-2", "name": "b", "provider": "gcp", "region": "us-east1", "encryption": { "type": "Provider" } }] }] }""";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData("// a comment is a part of the file\n")]
    public void Parse_Inventory_HasTheHashOfItsBytes(string before)
    {
        var bytes = Encoding.UTF8.GetBytes(before + Inventory);

        InventoryParser.Parse(bytes).Document!.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    [Fact]
    public void Begin_Occasion_IsInTheEvidenceAndTheReport()
    {
        var document = InventoryParser.Parse(Encoding.UTF8.GetBytes(Inventory)).Document!;
        var orderer = new AuditOrderer { Cause = OrderCause.KeyChange, Detail = "kms:PutKeyPolicy" };

        var evidence = AuditScope.Begin(document, document.Organizations[0], new AuditOccasion { AuditId = "a", AuditedAt = Now, Demo = true, OrderedBy = orderer });
        var report = Judge(evidence);

        (report.Demo, report.OrderedBy, report.InventorySha256).ShouldBe((true, orderer, document.Sha256));
        Judge(evidence with { Demo = false, OrderedBy = null, InventorySha256 = null }).ShouldSatisfyAllConditions(
            old => old.Demo.ShouldBeFalse(),
            old => old.OrderedBy.ShouldBeNull(),
            old => old.InventorySha256.ShouldBeNull());
    }

    [Fact]
    public void Period_Evidence_IsFromTheFirstToTheLastReadingAndTheRetentionBefore()
    {
        var report = Judge(CaseWorld.With([]));

        report.Evidence.ShouldNotBeEmpty();
        report.Period.Moment.ShouldBe(report.GeneratedAt);
        report.Period.ReadFrom.ShouldBe(report.Evidence.Min(entry => entry.CollectedAt));
        report.Period.ReadUntil.ShouldBe(report.Evidence.Max(entry => entry.CollectedAt));
        report.Period.RecordsSince.ShouldBe(report.GeneratedAt.AddDays(-report.Parameters.RetentionDays));
    }

    [Fact]
    public void Period_NothingWasReadAndMoreDaysThanThereAre_ClaimsNothing()
    {
        var evidence = CaseWorld.With([]);
        var report = Judge(evidence with { Clouds = new CloudEvidence(), Parameters = new AuditParameters { RetentionDays = int.MaxValue } });

        (report.Period.ReadFrom, report.Period.ReadUntil, report.Period.RecordsSince).ShouldBe((null, null, DateTimeOffset.MinValue));
    }

    [Fact]
    public void CollectedAs_Batches_AreEachOnceAndInOrder()
    {
        AccountReader own = Reader("aws", "2", "arn:b"), refused = Reader("aws", "1", "arn:a") with { Detail = "AWS refused." };
        var merged = EvidenceMerge.Of([new CloudEvidence { Readers = [own, refused] }, new CloudEvidence { Readers = [refused with { Detail = null }, Reader("camunda", "https://c", null), own] }]);

        merged.Readers.ShouldBe([refused with { Detail = null }, own, Reader("camunda", "https://c", null)]);
        Judge(CaseWorld.With([]) with { Clouds = merged }).CollectedAs.ShouldBe(merged.Readers);
    }

    [Fact]
    public void Read_ClusterWithoutProvider_IsRefused()
    {
        var document = InventoryParser.Parse(Encoding.UTF8.GetBytes(Inventory)).Document!;
        var evidence = AuditScope.Begin(document, document.Organizations[0], new AuditOccasion { AuditId = "a", AuditedAt = Now });
        using var stream = new MemoryStream();
        EvidenceSerializer.Write(evidence, stream);
        var text = Encoding.UTF8.GetString(stream.ToArray()).Replace("\"provider\": \"gcp\"", "\"provider\": null", StringComparison.Ordinal);

        Should.Throw<EvidenceFormatException>(() => EvidenceSerializer.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Message.ShouldContain("no provider");
    }

    private static AccountReader Reader(string cloud, string account, string? identity) => new() { Cloud = cloud, Account = account, Identity = identity, Source = "sts:AssumeRole" };

    private static AuditReport Judge(AuditEvidence evidence) => new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(evidence);
}
