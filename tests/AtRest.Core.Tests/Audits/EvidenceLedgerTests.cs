using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

public sealed class EvidenceLedgerTests
{
    private static readonly DateTimeOffset Time = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Ledger_OfCollectedEvidence_NamesEachCallOnceWithItsOutcome()
    {
        var entries = new AuditBuilder().Seeing(new CloudEvidence { LogBuckets = [Bucket("logs")] }).Audit().Evidence;

        entries.Select(entry => (entry.Source, entry.Outcome)).ShouldBe(
        [
            ("s3:GetBucketObjectLockConfiguration", EvidenceOutcome.Failed),
            ("s3:GetBucketPublicAccessBlock", EvidenceOutcome.NotFound),
            ("s3:GetBucketVersioning", EvidenceOutcome.Denied),
            ("s3:GetLifecycleConfiguration", EvidenceOutcome.Read),
        ]);
        entries.Single(entry => entry.Outcome == EvidenceOutcome.Denied).Detail.ShouldBe("Refused.");
    }

    [Fact]
    public void Ledger_OfWhatWasNeverAsked_HoldsNothing()
    {
        var bucket = Bucket("logs") with { Versioning = Absent<BucketVersioning>("s3:GetBucketVersioning", AbsenceKind.NotCollected) };

        new AuditBuilder().Seeing(new CloudEvidence { LogBuckets = [bucket] }).Audit().Evidence.ShouldNotContain(entry => entry.Source == "s3:GetBucketVersioning");
    }

    [Fact]
    public void Finding_NamesEvidenceByTheLedgersIds()
    {
        var bucket = Bucket("logs");
        var rule = FixedRule.Required("A", Outcome.Pass("Fine.") with { Evidence = [bucket.Lifecycle.Reference, bucket.Lifecycle.Reference] });

        var report = new AuditBuilder().WithCluster("c").Seeing(new CloudEvidence { LogBuckets = [bucket] }).Audit(rule);

        var id = report.Clusters.Single().Findings.Single().Evidence.ShouldHaveSingleItem();
        report.Evidence.Single(entry => entry.Id == id).Source.ShouldBe("s3:GetLifecycleConfiguration");
    }

    private static LogBucketEvidence Bucket(string name) => new()
    {
        Bucket = name,
        Lifecycle = new Collected<BucketLifecycle> { Source = "s3:GetLifecycleConfiguration", Resource = name, CollectedAt = Time, Value = new BucketLifecycle([]) },
        Versioning = Absent<BucketVersioning>("s3:GetBucketVersioning", AbsenceKind.Denied),
        ObjectLock = Absent<BucketObjectLock>("s3:GetBucketObjectLockConfiguration", AbsenceKind.Failed),
        PublicAccessBlock = Absent<BucketPublicAccessBlock>("s3:GetBucketPublicAccessBlock", AbsenceKind.NotFound),
    };

    private static Collected<T> Absent<T>(string source, AbsenceKind kind)
        where T : class => new() { Source = source, Resource = "logs", CollectedAt = Time, Absence = new Absence { Kind = kind, Cause = "Refused." } };
}
