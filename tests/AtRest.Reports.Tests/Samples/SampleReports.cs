using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Reports.Tests.Samples;

/// <summary>Whole reports of several kinds.</summary>
internal static class SampleReports
{
    private const string LedgerId = "7d2a9b1c-3e4f-4a5b-8c6d-9e0f1a2b3c4d";
    private const string ArchiveKey = "arn:aws:kms:eu-central-1:111122223333:key/mrk-0d1e2f3a4b5c6d7e8f9a0b1c2d3e4f5a";

    private static readonly Waiver NoRotation = new()
    {
        Rule = "KMS-6",
        Cluster = LedgerId,
        Reason = "The key's rotation follows the group's quarterly key ceremony, which starts in January.",
        Owner = "Cloud Platform team",
        ApprovedBy = "A. Keller, CISO",
        Expires = new DateOnly(2027, 3, 31),
    };

    /// <summary>Every verdict, status and state of a waiver.</summary>
    public static AuditReport Bank() => new ReportBuilder()
        .WithCluster(SampleClusters.External("payments"), SampleFindings.AllPass(SampleClusters.PrimaryKey)
            .With("KMS-2", SampleFailures.PendingDeletion).With("KPOL-3", SampleFailures.ForeignRoot).With("TRAIL-3", SampleFailures.ShortRetention)
            .With("KMS-6", SampleFailures.NotRotated).With("KPOL-1", SampleFailures.PolicyDenied))
        .WithCluster(
            SampleClusters.External("ledger", LedgerId, secondaryKey: SampleClusters.SecondaryKey),
            [.. SampleFindings.AllPass(SampleClusters.PrimaryKey).With("KMS-6", SampleFailures.WaivedBy(NoRotation, SampleFailures.NotRotated)), .. SampleFindings.AllPass(SampleClusters.SecondaryKey).Where(finding => finding.Resource is not null)])
        .WithCluster(
            SampleClusters.External("archive", "3b4c5d6e-7f80-4912-a3b4-c5d6e7f80912", "stage", primaryKey: ArchiveKey),
            SampleFindings.AllPass(ArchiveKey).With("KPOL-1", SampleFailures.PolicyDenied).With("KPOL-2", SampleFailures.PolicyDenied).With("KPOL-3", SampleFailures.PolicyDenied))
        .WithCluster(
            SampleClusters.Google("claims", "a1b2c3d4-e5f6-4789-90ab-cdef01234567", new DeclaredEncryption.Hardware("projects/camunda-saas-prod/locations/europe-west1/keyRings/zuercher-handelsbank/cryptoKeys/claims-hsm")),
            SampleFindings.AboutDeclaration())
        .WithCluster(SampleClusters.Google("onboarding", "b2c3d4e5-f607-4891-a2bc-def012345678", new DeclaredEncryption.Software(null)), SampleFindings.AboutDeclaration())
        .WithCluster(
            SampleClusters.Google("sandbox", "c3d4e5f6-0718-492a-b3cd-ef0123456789", new DeclaredEncryption.Provider()),
            SampleFindings.AboutDeclaration().With("DECL-1", finding => finding with { Status = AtRest.Core.Rules.FindingStatus.Unknown, Message = "Camunda's API is not configured, and nothing else can show that a cluster uses the provider-managed key." }))
        .WithWaiver(NoRotation, WaiverState.Active)
        .WithWaiver(NoRotation with { Rule = "TRAIL-5", Expires = new DateOnly(2026, 6, 30) }, WaiverState.Expired)
        .WithWaiver(NoRotation with { Rule = "KMS-8", Cluster = "d4e5f607-1829-4a3b-84de-f01234567890" }, WaiverState.Unused)
        .WithOrganizationFindings(SampleHistory.OfWaivers())
        .WithHistory(SampleHistory.Policy(SampleClusters.PrimaryKey), SampleHistory.OfEachKind(LedgerId))
        .WithEvidence([
            .. SampleEvidence.OfKey(SampleClusters.PrimaryKey), .. SampleEvidence.OfKey(SampleClusters.SecondaryKey),
            .. SampleEvidence.OfTrail("eu-central-1"), .. SampleEvidence.OfKey(ArchiveKey).Where(entry => entry.Source != "kms:GetKeyPolicy"),
            SampleEvidence.Absent("kms:GetKeyPolicy", ArchiveKey, EvidenceOutcome.Denied, "AWS refused kms:GetKeyPolicy (AccessDeniedException). The audit role needs this permission on the key."),
            SampleEvidence.Absent("cloudtrail:ListEventDataStores", "111122223333/eu-central-1", EvidenceOutcome.Failed, "No answer after 8 tries (ThrottlingException)."),
        ])
        .Build();

    public static AuditReport Single() => new ReportBuilder()
        .WithCluster(SampleClusters.External("payments"), SampleFindings.AllPass(SampleClusters.PrimaryKey))
        .WithEvidence([.. SampleEvidence.OfKey(SampleClusters.PrimaryKey), .. SampleEvidence.OfTrail("eu-central-1")])
        .Build();

    public static AuditReport WithoutFindings() => new ReportBuilder().WithCluster(SampleClusters.External("payments")).Build();

    /// <summary>One cluster that is compliant because a waiver accepts its failure.</summary>
    public static AuditReport Waived() => new ReportBuilder()
        .WithCluster(SampleClusters.External("ledger", LedgerId), SampleFindings.AllPass(SampleClusters.PrimaryKey).With("KMS-2", SampleFailures.WaivedBy(NoRotation with { Rule = "KMS-2" }, SampleFailures.PendingDeletion)))
        .WithWaiver(NoRotation with { Rule = "KMS-2" }, WaiverState.Active)
        .Build();

    public static AuditReport WithoutClusters() => new ReportBuilder().Build();

    /// <summary>A fleet: one in ten fails, one in seven could not be judged.</summary>
    public static AuditReport Large(int clusters)
    {
        var builder = new ReportBuilder().WithEvidence(SampleEvidence.OfTrail("eu-central-1"));
        for (var number = 1; number <= clusters; number++)
        {
            var key = $"arn:aws:kms:eu-central-1:111122223333:key/8f3c1d2e-4b5a-4c6d-9e7f-{number:d12}";
            var findings = SampleFindings.AllPass(key);
            findings = number % 10 == 0 ? findings.With("KMS-2", SampleFailures.PendingDeletion) : findings;
            findings = number % 7 == 0 ? findings.With("KPOL-1", SampleFailures.PolicyDenied) : findings;
            builder.WithCluster(SampleClusters.External($"cluster-{number:d3}", $"0f6e8c1a-6b1d-4a53-9d0e-{number:d12}", primaryKey: key), findings)
                .WithEvidence(SampleEvidence.OfKey(key));
        }

        return builder.Build();
    }
}
