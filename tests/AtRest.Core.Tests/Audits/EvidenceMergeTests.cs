using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Clouds;
using AtRest.Core.Evidence;

namespace AtRest.Core.Tests.Audits;

/// <summary>Evidence that several batches read about the same resources. Hosting's tests compare a merged audit with a whole one, with real collectors.</summary>
public sealed class EvidenceMergeTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_BucketThatOneBatchMayReadAndAnotherMayNot_IsRead()
    {
        var merged = EvidenceMerge.Of([Bucket(Denied<BucketVersioning>()), Bucket(Read(new BucketVersioning { Status = "Enabled" })), Bucket(Denied<BucketVersioning>())]);
        merged.Aws.LogBuckets.ShouldHaveSingleItem().Versioning.Value!.Status.ShouldBe("Enabled");
    }

    [Fact]
    public void Of_LogGroupWhoseFiltersOnlyOneBatchAskedFor_HasTheMatchesOfAllKeys()
    {
        var filters = new MetricFilters([Filter("b"), Filter("a")]);
        var skipped = Group(new Collected<MetricFilters> { Source = "s", Resource = "g", CollectedAt = At, Absence = new Absence { Kind = AbsenceKind.NotCollected, Cause = "No need." } });
        var merged = EvidenceMerge.Of([Group(Read(filters), "g a k2", "g b k2"), skipped, Group(Read(filters), "g a k1", "g b k1", "g b k2")]);
        var group = merged.Aws.LogGroups.ShouldHaveSingleItem();
        group.Filters.Value.ShouldBe(filters);
        // The filters' order, and then the keys'.
        group.Matches.Select(match => match.Resource).ShouldBe(["g b k1", "g b k2", "g a k1", "g a k2"]);
    }

    [Fact]
    public void Of_BatchesInAnyOrder_IsTheSame()
    {
        CloudEvidence[] batches = [Bucket(Denied<BucketVersioning>()), Bucket(Read(new BucketVersioning { Status = "Enabled" })), Bucket(Read(new BucketVersioning { Status = "Suspended" })), new CloudEvidence()];
        var expected = EvidenceHash.OfValue(EvidenceMerge.Of(batches));
        foreach (var turn in Enumerable.Range(1, batches.Length - 1))
        {
            EvidenceHash.OfValue(EvidenceMerge.Of([.. batches.Skip(turn), .. batches.Take(turn)])).ShouldBe(expected);
        }
    }

    [Fact]
    public void Of_NothingAtAll_IsEmpty() => JsonSerializer.Serialize(EvidenceMerge.Of([]), CloudJson.Compact).ShouldBe(JsonSerializer.Serialize(new CloudEvidence(), CloudJson.Compact));

    private static MetricFilter Filter(string name) => new() { Name = name, Pattern = "", Metrics = [new MetricName("N", name)] };

    private static CloudEvidence Group(Collected<MetricFilters> filters, params string[] matches) => new(new AwsSlice
    {
        LogGroups =
        [
            new LogGroupEvidence
            {
                LogGroupArn = "g",
                Group = Read(new LogGroup { Name = "g" }),
                Filters = filters,
                Matches = [.. matches.Select(resource => Read(new MetricFilterMatches { FilterName = resource.Split(' ')[1], KeyArn = resource.Split(' ')[2] }) with { Resource = resource })],
            },
        ],
    });

    private static CloudEvidence Bucket(Collected<BucketVersioning> versioning) => new(new AwsSlice
    {
        LogBuckets = [new LogBucketEvidence { Bucket = "logs", Lifecycle = Denied<BucketLifecycle>(), Versioning = versioning, ObjectLock = Denied<BucketObjectLock>(), PublicAccessBlock = Denied<BucketPublicAccessBlock>() }],
    });

    private static Collected<T> Read<T>(T value)
        where T : class => new() { Source = "s", Resource = "r", CollectedAt = At, Value = value };

    private static Collected<T> Denied<T>()
        where T : class => new() { Source = "s", Resource = "r", CollectedAt = At, Absence = new Absence { Kind = AbsenceKind.Denied, Cause = "Denied." } };
}
