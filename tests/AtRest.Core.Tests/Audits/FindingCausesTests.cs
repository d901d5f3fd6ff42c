using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Tests.Audits;

/// <summary>A finding that could not be judged refers to the failed call, and has the remedy of its cause.</summary>
public sealed class FindingCausesTests
{
    private const string Role = "arn:aws:iam::111122223333:role/Audit";

    private static readonly DateTimeOffset Time = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly Absence Refused = new()
    {
        Kind = AbsenceKind.NotAttempted,
        Cause = "The role is refused.",
        Remedy = "Correct the external ID.",
        Call = new FailedCall { Source = "sts:AssumeRole", Resource = Role, At = Time, Kind = AbsenceKind.Denied },
    };

    [Fact]
    public void Ledger_OfCallsThatWereNotAttempted_HoldsTheOneThatFailed()
    {
        var entry = new AuditBuilder().Seeing(Seeing(Refused)).Audit().Evidence.ShouldHaveSingleItem();

        (entry.Source, entry.Resource, entry.CollectedAt, entry.Outcome, entry.Detail).ShouldBe(("sts:AssumeRole", Role, Time, EvidenceOutcome.Denied, "The role is refused."));
    }

    [Fact]
    public void Ledger_OfCallsWithoutCredentials_IsEmpty() =>
        new AuditBuilder().Seeing(Seeing(Refused with { Call = null })).Audit().Evidence.ShouldBeEmpty();

    [Fact]
    public void Finding_OfAnUnreadEvidence_TakesTheRemedyOfTheCauseAndCitesTheCall()
    {
        var report = Audit(Refused, unread => Outcome.Unknown("Versioning could not be seen. The role is refused.") with { Evidence = [unread.Reference], Remedy = "Let the audit role read the bucket." });

        var finding = report.Clusters.Single().Findings.Single();
        finding.Remedy.ShouldBe("Correct the external ID.");
        finding.Evidence.ShouldBe([report.Evidence.Single().Id]);
        finding.Causes.ShouldBe([Refused]);
    }

    [Fact]
    public void Finding_ThatDoesNotRestOnTheAbsentEvidence_KeepsItsRemedy()
    {
        var finding = Audit(Refused, unread => Outcome.Unknown("The condition is not understood.") with { Evidence = [unread.Reference], Remedy = "Simplify it." }).Clusters.Single().Findings.Single();

        finding.Remedy.ShouldBe("Simplify it.");
        finding.Causes.ShouldBeEmpty();
    }

    [Fact]
    public void Finding_ThatFails_KeepsItsRemedyWhateverWasNotRead() =>
        Audit(Refused, unread => Outcome.Fail("It is off, and more was not seen. The role is refused.") with { Evidence = [unread.Reference], Remedy = "Switch it on." })
            .Clusters.Single().Findings.Single().Remedy.ShouldBe("Switch it on.");

    [Fact]
    public void Finding_CitesNoCallThatWasNotMade() =>
        Audit(Refused with { Call = null }, unread => Outcome.Unknown("Not seen. The role is refused.") with { Evidence = [unread.Reference] }).Clusters.Single().Findings.Single().Evidence.ShouldBeEmpty();

    [Fact]
    public void Groups_OfOneCauseUnderManyRules_AreOneWithOneRemedy()
    {
        var clouds = Seeing(Refused);
        var bucket = clouds.Aws.LogBuckets[0];
        var rules = new[] { bucket.Lifecycle.Reference, bucket.Versioning.Reference, bucket.ObjectLock.Reference }
            .Select((reference, index) => (IRule)FixedRule.Required($"R-{index}", Outcome.Unknown($"Thing {index} could not be seen. The role is refused.") with { Evidence = [reference] })).ToArray();

        var group = FindingGroup.Of(new AuditBuilder().WithCluster("a").WithCluster("b").Seeing(clouds).Audit([.. rules])).ShouldHaveSingleItem();

        group.Rules.ShouldBe(["R-0", "R-1", "R-2"]);
        group.Clusters.ShouldBe(["a", "b"]);
        group.Messages.ShouldBe(["The role is refused."]);
        group.First.Remedy.ShouldBe("Correct the external ID.");
        group.IsUnread.ShouldBeTrue();
    }

    [Fact]
    public void Groups_OfCausesWithTheSameRemedy_AreOneThatListsThem()
    {
        var other = Refused with { Cause = "The other role is refused." };
        var clouds = Seeing(Refused) with { };
        clouds = clouds.With(clouds.Aws with { LogBuckets = [clouds.Aws.LogBuckets[0] with { Versioning = clouds.Aws.LogBuckets[0].Versioning with { Absence = other } }] });
        var rules = new IRule[]
        {
            FixedRule.Required("R-0", Outcome.Unknown("A. The role is refused.") with { Evidence = [clouds.Aws.LogBuckets[0].Lifecycle.Reference] }),
            FixedRule.Required("R-1", Outcome.Unknown("B. The other role is refused.") with { Evidence = [clouds.Aws.LogBuckets[0].Versioning.Reference] }),
        };

        FindingGroup.Of(new AuditBuilder().WithCluster("a").Seeing(clouds).Audit([.. rules])).ShouldHaveSingleItem().Messages.ShouldBe(["The role is refused.", "The other role is refused."]);
    }

    /// <summary>Each cause shows all findings that it stops.</summary>
    [Fact]
    public void Groups_OfAFindingWithTwoCauses_AreThoseOfTheCauses()
    {
        var other = Refused with { Cause = "The bucket is denied.", Remedy = "Allow it." };
        var clouds = Seeing(Refused);
        clouds = clouds.With(clouds.Aws with { LogBuckets = [clouds.Aws.LogBuckets[0] with { Versioning = clouds.Aws.LogBuckets[0].Versioning with { Absence = other } }] });
        var bucket = clouds.Aws.LogBuckets[0];
        var rules = new IRule[]
        {
            FixedRule.Required("R-0", Outcome.Unknown("A. The role is refused.") with { Evidence = [bucket.Lifecycle.Reference] }),
            FixedRule.Required("R-1", Outcome.Unknown("B. The role is refused. The bucket is denied.") with { Evidence = [bucket.Lifecycle.Reference, bucket.Versioning.Reference], Consequence = "c" }),
            FixedRule.Required("R-2", Outcome.Unknown("C. The bucket is denied.") with { Evidence = [bucket.Versioning.Reference] }),
        };
        var report = new AuditBuilder().WithCluster("a").WithCluster("b").Seeing(clouds).Audit([.. rules]);

        var groups = FindingGroup.Of(report);

        groups.Select(group => (group.CauseNumber, string.Join(',', group.Rules), string.Join(',', group.Messages), group.First.Remedy, group.First.Consequence)).ShouldBe(
        [
            (1, "R-0,R-1", "The role is refused.", "Correct the external ID.", null),
            (2, "R-1,R-2", "The bucket is denied.", "Allow it.", null),
        ]);
        groups.Select(group => (group.Count, group.CountHere)).ShouldBe([(4, 4), (4, 2)]);
        var finding = new FindingGroups(report);
        foreach (var cluster in report.Clusters)
        {
            finding.Add(cluster);
        }

        report.Clusters.First().Findings.Select(found => string.Join(',', finding.CausesOf(found))).ShouldBe(["1", "1,2", "2"]);
    }

    [Fact]
    public void Group_OfAFindingWithTwoCausesAlone_SaysOneCauseInEach()
    {
        var other = Refused with { Cause = "The bucket is denied.", Remedy = null };
        var clouds = Seeing(Refused);
        clouds = clouds.With(clouds.Aws with { LogBuckets = [clouds.Aws.LogBuckets[0] with { Versioning = clouds.Aws.LogBuckets[0].Versioning with { Absence = other } }] });
        var bucket = clouds.Aws.LogBuckets[0];

        var groups = FindingGroup.Of(new AuditBuilder().WithCluster("a").Seeing(clouds).Audit(
            FixedRule.Required("R-1", Outcome.Unknown("B. The role is refused. The bucket is denied.") with { Evidence = [bucket.Lifecycle.Reference, bucket.Versioning.Reference] })));

        groups.Select(group => (string.Join(',', group.Messages), group.First.Remedy, group.CountHere)).ShouldBe([("The role is refused.", "Correct the external ID.", 1), ("The bucket is denied.", null, 0)]);
    }

    private static AuditReport Audit(Absence absence, Func<Collected<BucketVersioning>, Outcome> judge)
    {
        var clouds = Seeing(absence);
        return new AuditBuilder().WithCluster("c").Seeing(clouds).Audit(FixedRule.Required("A", judge(clouds.Aws.LogBuckets[0].Versioning)));
    }

    private static CloudEvidence Seeing(Absence absence) => new(new AwsSlice
    {
        LogBuckets =
        [
            new LogBucketEvidence
            {
                Bucket = "logs",
                Lifecycle = Absent<BucketLifecycle>("s3:GetLifecycleConfiguration", absence),
                Versioning = Absent<BucketVersioning>("s3:GetBucketVersioning", absence),
                ObjectLock = Absent<BucketObjectLock>("s3:GetBucketObjectLockConfiguration", absence),
                PublicAccessBlock = Absent<BucketPublicAccessBlock>("s3:GetBucketPublicAccessBlock", absence),
            },
        ],
    });

    private static Collected<T> Absent<T>(string source, Absence absence)
        where T : class => new() { Source = source, Resource = "logs", CollectedAt = Time.AddSeconds(1), Absence = absence };
}
