using System.Globalization;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Costs;
using AtRest.Core.Evidence;
using AtRest.Core.Tests.Audits;

namespace AtRest.Core.Tests.Costs;

/// <summary>What the calls of audits cost.</summary>
public sealed class AuditCostTests
{
    private const string Account = "111122223333";

    private static readonly DateTimeOffset Time = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Calls_ThatWereCounted_ArePricedForAMonth()
    {
        var costs = CostsOf(new AwsSlice { Keys = [Key("aws", 1)], LogBuckets = [Bucket(1)], LogGroups = [Group()] });

        costs.Calls.Select(count => (count.Operation, count.Calls)).ShouldBe(
        [
            ("cloudwatch:DescribeAlarmsForMetric", 1),
            ("kms:DescribeKey", 1), ("kms:GetKeyLastUsage", 1), ("kms:GetKeyPolicy", 1), ("kms:GetKeyRotationStatus", 1), ("kms:ListGrants", 3),
            ("logs:DescribeLogGroups", 1), ("logs:DescribeMetricFilters", 1),
            ("s3:GetBucketObjectLockConfiguration", 1), ("s3:GetBucketPublicAccessBlock", 1), ("s3:GetBucketVersioning", 1), ("s3:GetLifecycleConfiguration", 1),
        ], ignoreOrder: true);
        PartOf(costs, "kms-request").Quantity.ShouldBe(7 * 30);
        PartOf(costs, "kms-request").Cost.ShouldBe(new MonthlyCost(0, 0.00063m));
        PartOf(costs, "s3-request").Quantity.ShouldBe(4 * 30);
        PartOf(costs, "s3-request").Cost.ShouldBe(new MonthlyCost(0, 0.000048m));
        PartOf(costs, "s3-request").Note.ShouldNotBeNull().ShouldContain("us-east-1");
        PartOf(costs, "cloudwatch-request").Cost.ShouldBe(new MonthlyCost(0, 0.0003m));
        costs.Sum.ShouldBe(new MonthlyCost(0, 0.000978m));
    }

    /// <summary>The free tier can cover all requests, and other use of the account can need all of it.</summary>
    [Fact]
    public void Requests_WithAFreeTier_CostNothingUpToTheirPrice()
    {
        var part = PartOf(CostsOf(new AwsSlice { Keys = [Key("aws", 40_000)] }), "kms-request");

        part.Cost.ShouldBe(new MonthlyCost(0, PriceList.Of("kms-request").For(part.Quantity)));
        part.Note.ShouldNotBeNull().ShouldContain("20,000 requests of a month are free");
    }

    [Fact]
    public void Evidence_WithoutNumbersOfCalls_HasNoCostOfTheAudit()
    {
        var costs = CostsOf(new AwsSlice { Keys = [Key("aws", null)], LogBuckets = [Bucket(1)] });

        costs.Parts.ShouldBeEmpty();
        costs.Calls.ShouldBeEmpty();
        costs.Unknown.ShouldHaveSingleItem().ShouldContain("an earlier release saved it");
    }

    [Fact]
    public void Evidence_WithoutCalls_CostsNothing()
    {
        var costs = CostsOf(new AwsSlice());

        costs.Sum.ShouldBe(default);
        costs.Unknown.ShouldBeEmpty();
    }

    [Fact]
    public void Calls_InAnotherPartition_AreNotInTheSum()
    {
        var costs = CostsOf(new AwsSlice { Keys = [Key("aws-cn", 1), Key("aws", 1)] });

        PartOf(costs, "kms-request").Quantity.ShouldBe(7 * 30);
        costs.Unknown.ShouldHaveSingleItem().ShouldContain("partition aws-cn");
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, null)]
    [InlineData(2, 9 * 30)]
    [InlineData(3, 2 * 9 * 30)]
    public void Trails_BeyondTheFirst_AreFurtherCopies(int trails, int? events)
    {
        var costs = CostsOf(new AwsSlice { Keys = [Key("aws", 1)], CloudTrail = [CloudTrail(Trails(trails))] });

        var copies = costs.Parts.SingleOrDefault(part => part.PriceId == "cloudtrail-copy");
        ((int?)copies?.Quantity).ShouldBe(events);
        (copies?.Cost).ShouldBe(events is { } number ? new MonthlyCost(0, number * 2m / 100_000) : null);
    }

    [Fact]
    public void Trails_ThatCouldNotBeListed_AreNamed()
    {
        var denied = new Collected<TrailList> { Source = "cloudtrail:DescribeTrails", Resource = $"{Account}/eu-central-1", CollectedAt = Time, Calls = 1, Absence = new Absence { Kind = AbsenceKind.Denied, Cause = "Refused." } };

        CostsOf(new AwsSlice { CloudTrail = [CloudTrail(denied)] }).Unknown.ShouldHaveSingleItem().ShouldContain("could not list the trails");
    }

    /// <summary>What several keys share is one call.</summary>
    [Fact]
    public void Evidence_ThatIsThereTwice_IsCountedOnce()
    {
        var (first, second) = (Key("aws", 1), Key("aws", 1, "mrk-2"));

        PartOf(CostsOf(new AwsSlice { Keys = [first, second with { RotationStatus = first.RotationStatus }] }), "kms-request").Quantity.ShouldBe(13 * 30);
    }

    [Fact]
    public void EveryService_ThatAnAuditCalls_HasAPriceOrIsFree()
    {
        var costs = CostsOf(new AwsSlice { Keys = [Key("aws", 1)], LogBuckets = [Bucket(1)], LogGroups = [Group()], CloudTrail = [CloudTrail(Trails(1))] });

        costs.Calls.Select(count => count.Service).Distinct().ShouldBe(["cloudtrail", "cloudwatch", "kms", "logs", "s3"], ignoreOrder: true);
    }

    [Fact]
    public void MetricData_OfAudits_IsPricedByTheMetric()
    {
        var costs = CostsOf(new AwsSlice { Keys = [Key("aws", 1)], UsageMetrics = [Usage("eu-central-1", 10), Usage("eu-west-1", 10)] });

        var part = PartOf(costs, "cloudwatch-metric");
        part.Quantity.ShouldBe(2 * 8 * 30);
        part.Cost.ShouldBe(new MonthlyCost(0.0048m, 0.0048m));
        costs.Parts.ShouldNotContain(other => other.PriceId == "cloudwatch-request");
    }

    /// <summary>The free tier is for all Regions of an account together.</summary>
    [Theory]
    [InlineData(4_000, 6_000, "0", "0.03")]
    [InlineData(20_000, 0, "0", "0.06")]
    [InlineData(20_000, 10_000, "0.03", "0.09")]
    [InlineData(0, 0, "0", "0")]
    public void Requests_OfAnAccount_CostWhatExceedsTheFreeTier(int first, int second, string least, string most)
    {
        var costs = CostsOf(new AwsSlice { Keys = [Key("aws", 1)], UsageMetrics = [Usage("eu-central-1", first), Usage("eu-west-1", second)] });

        var account = costs.Accounts.ShouldHaveSingleItem();
        account.Regions.Select(region => (region.Region, region.Requests)).ShouldBe([("eu-central-1", first), ("eu-west-1", second)]);
        account.Cost.ShouldBe(new MonthlyCost(decimal.Parse(least, CultureInfo.InvariantCulture), decimal.Parse(most, CultureInfo.InvariantCulture)));
    }

    /// <summary>They are the requests of the whole account, so they are not what keys and audits cost.</summary>
    [Fact]
    public void Requests_OfAnAccount_AreNotInTheSum()
    {
        var without = CostsOf(new AwsSlice { Keys = [Key("aws", 1)] });

        var costs = CostsOf(new AwsSlice { Keys = [Key("aws", 1)], UsageMetrics = [Usage("eu-central-1", 1_000_000)] });

        costs.Sum.ShouldBe(without.Sum.Plus(PartOf(costs, "cloudwatch-metric").Cost));
        without.Accounts.ShouldBeEmpty();
    }

    [Fact]
    public void Requests_ThatCouldNotBeRead_AreNamedWithTheReason()
    {
        var costs = CostsOf(new AwsSlice { Keys = [Key("aws", 1)], UsageMetrics = [Usage("eu-central-1", null)] });

        costs.Accounts.ShouldBeEmpty();
        costs.Unknown.ShouldHaveSingleItem().ShouldBe($"AtRest could not read how many requests to AWS KMS account {Account}, Region eu-central-1 made. Refused.");
    }

    [Fact]
    public void Requests_InAnotherPartition_HaveNoPrice()
    {
        var costs = CostsOf(new AwsSlice { Keys = [Key("aws-cn", 1)], UsageMetrics = [Usage("eu-central-1", 500)] });

        costs.Accounts.ShouldBeEmpty();
        costs.Unknown.ShouldContain(sentence => sentence.Contains("500 requests to AWS KMS in 30 days", StringComparison.Ordinal) && sentence.Contains("does not have", StringComparison.Ordinal));
    }

    private static UsageMetricsEvidence Usage(string region, int? requests) => new()
    {
        AccountId = Account,
        Region = region,
        Requests = requests is { } number
            ? Read("cloudwatch:GetMetricData", $"{Account}/{region} AWS/Usage KMS", new KmsRequestCounts(Time.AddDays(-30), Time, [new("CryptographicOperationsSymmetric", number), new("DescribeKey", 0)]), 1)
            : Denied<KmsRequestCounts>("cloudwatch:GetMetricData"),
    };

    private static OrganizationCosts CostsOf(AwsSlice slice) => new AuditBuilder().WithCluster("c").Seeing(new CloudEvidence(slice)).Audit().Costs.ShouldNotBeNull();

    private static CostPart PartOf(OrganizationCosts costs, string priceId) => costs.Parts.Single(part => part.PriceId == priceId);

    private static KmsKeyEvidence Key(string partition, int? calls, string id = "mrk-1")
    {
        var arn = $"arn:{partition}:kms:eu-central-1:{Account}:key/{id}";
        return new()
        {
            KeyArn = arn,
            Metadata = Read("kms:DescribeKey", arn, new KmsKeyMetadata { Arn = arn, KeyId = id, KeyState = "Enabled" }, calls),
            Policy = Read("kms:GetKeyPolicy", arn, new KeyPolicyText("{}"), calls),
            RotationStatus = Read("kms:GetKeyRotationStatus", arn, new KeyRotationStatus { Enabled = true }, calls),
            Rotations = new Collected<KeyRotations> { Source = "kms:ListKeyRotations", Resource = arn, CollectedAt = Time, Absence = new Absence { Kind = AbsenceKind.NotCollected, Cause = "Not needed." } },
            Grants = Read("kms:ListGrants", arn, new KeyGrants([]), calls * 3),
            LastUsage = Read("kms:GetKeyLastUsage", arn, new KeyLastUsage(), calls),
        };
    }

    private static LogBucketEvidence Bucket(int? calls) => new()
    {
        Bucket = "logs",
        Lifecycle = Read("s3:GetLifecycleConfiguration", "logs", new BucketLifecycle([]), calls),
        Versioning = Denied<BucketVersioning>("s3:GetBucketVersioning"),
        ObjectLock = Denied<BucketObjectLock>("s3:GetBucketObjectLockConfiguration"),
        PublicAccessBlock = Denied<BucketPublicAccessBlock>("s3:GetBucketPublicAccessBlock"),
    };

    private static LogGroupEvidence Group() => new()
    {
        LogGroupArn = $"arn:aws:logs:eu-central-1:{Account}:log-group:trail",
        Group = Denied<LogGroup>("logs:DescribeLogGroups"),
        Filters = Denied<MetricFilters>("logs:DescribeMetricFilters"),
        Alarms = [Denied<MetricAlarms>("cloudwatch:DescribeAlarmsForMetric")],
    };

    private static CloudTrailEvidence CloudTrail(Collected<TrailList> trails) => new()
    {
        AccountId = Account,
        Region = "eu-central-1",
        Trails = trails,
        EventDataStores = Read("cloudtrail:ListEventDataStores", $"{Account}/eu-central-1", new EventDataStoreList([]), 1),
    };

    private static Collected<TrailList> Trails(int count) => Read(
        "cloudtrail:DescribeTrails", $"{Account}/eu-central-1",
        new TrailList([.. Enumerable.Range(0, count).Select(number => new Trail { Arn = $"arn:aws:cloudtrail:eu-central-1:{Account}:trail/{number}", Name = $"{number}", HomeRegion = "eu-central-1" })]), 1);

    private static Collected<T> Read<T>(string source, string resource, T value, int? calls)
        where T : class => new() { Source = source, Resource = resource, CollectedAt = Time, Value = value, Calls = calls };

    private static Collected<T> Denied<T>(string source)
        where T : class => new() { Source = source, Resource = "logs", CollectedAt = Time, Calls = 1, Absence = new Absence { Kind = AbsenceKind.Denied, Cause = "Refused." } };
}
