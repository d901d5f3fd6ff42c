using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Reports.Tests.Samples;

/// <summary>A report whose clusters Camunda reports: as declared, as another type, and one that nobody declared.</summary>
internal static class ReportedClusters
{
    public static AuditReport Report() => new ReportBuilder()
        .WithCluster(SampleClusters.External("payments"), SampleFindings.AllPass(SampleClusters.PrimaryKey))
        .Reported(Of("payments", new CamundaEncryption { Type = "External", Status = "Ready", PrimaryKeyArn = SampleClusters.PrimaryKey }))
        .WithCluster(SampleClusters.Google("claims", "c-claims", new DeclaredEncryption.Hardware(null)), SampleFindings.AboutDeclaration().With("DECL-1", finding => finding with { Status = FindingStatus.Fail }))
        .Reported(Of("claims", new CamundaEncryption { Type = "<Quantum>", SecondaryKeyArn = SampleClusters.SecondaryKey }))
        .WithCluster(SampleClusters.Google("stranger", "c-stranger", new DeclaredEncryption.Undeclared()), SampleFindings.AboutDeclaration().With("DECL-1", finding => finding with { Status = FindingStatus.Fail }))
        .Reported(new CamundaCluster { Uuid = "c-stranger", Name = "stranger" })
        .Build();

    private static CamundaCluster Of(string name, CamundaEncryption encryption) => new()
    {
        Uuid = $"c-{name}",
        Name = name,
        Region = new CamundaName("r-1", "Frankfurt, Europe (eu-central-1)"),
        BackupRegion = new CamundaName("r-2", "Ireland, Europe (eu-west-1)"),
        Encryption = encryption,
    };
}
