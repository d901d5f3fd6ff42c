using AtRest.Collectors.Tests.Support;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.CloudTrail;

/// <summary>Whole fleets over HTTP, judged by the rules about recording: they find the fault of the scenario and nothing else.</summary>
public sealed class RecordVerdictTests
{
    private const string Home = "us-east-1";

    private static readonly FakeTrailStatus Stopped = new() { IsLogging = false, StopLoggingTime = "now-2d" };
    private static readonly FakeLifecycleRule Month = new() { Id = "month", ExpirationDays = 30 };

    [Fact]
    public async Task Audit_ShadowOfAMultiRegionTrailWithAnotherHomeRegion_Passes()
    {
        var verdicts = await JudgeAsync(World().Trail(TrailIn(Home, "main"), Healthy).Bucket(Names.Bucket, Protected));

        verdicts.ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 pass", "TRAIL-5 pass", "TRAIL-6 pass", "TRAIL-7 pass", "TRAIL-8 pass"));
    }

    [Fact]
    public async Task Audit_ShadowTrailStoppedAtHome_FailsAndTheRestHasNoSubject()
    {
        var verdicts = await JudgeAsync(World().Trail(TrailIn(Home, "main"), trail => Healthy(trail) with { Status = Stopped }).Bucket(Names.Bucket, Protected));

        verdicts.ShouldBe(Said("TRAIL-1 fail", "TRAIL-2 notApplicable", "TRAIL-3 notApplicable", "TRAIL-4 notApplicable", "TRAIL-5 notApplicable", "TRAIL-6 notApplicable", "TRAIL-7 notApplicable", "TRAIL-8 notApplicable"));
    }

    [Fact]
    public async Task Audit_StoppedTrailAndAStoreInAnotherRegion_TheStoreCounts()
    {
        var world = World().Trail(TrailIn(Names.Region, "main"), trail => Healthy(trail) with { Status = Stopped }).Bucket(Names.Bucket, Protected)
            .EventDataStore($"arn:aws:cloudtrail:ap-south-1:{Names.Account}:eventdatastore/lake", "lake");

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 notApplicable", "TRAIL-5 pass", "TRAIL-6 notApplicable", "TRAIL-7 pass", "TRAIL-8 notApplicable"));
    }

    [Fact]
    public async Task Audit_TwoTrailsWithHalfOfTheEventsEach_TogetherPass()
    {
        var world = World().Bucket(Names.Bucket, Protected)
            .Trail(TrailIn(Names.Region, "reads"), trail => Healthy(trail) with { EventSelectors = [new FakeEventSelector { ReadWriteType = "ReadOnly" }] })
            .Trail(TrailIn(Home, "writes"), trail => Healthy(trail) with { EventSelectors = [new FakeEventSelector { ReadWriteType = "WriteOnly" }] });

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 pass", "TRAIL-5 pass", "TRAIL-6 pass", "TRAIL-7 pass", "TRAIL-8 pass"));
    }

    [Fact]
    public async Task Audit_SecondHalfExcludesKms_FailsNothingElse()
    {
        var world = World().Bucket(Names.Bucket, Protected)
            .Trail(TrailIn(Names.Region, "reads"), trail => Healthy(trail) with { EventSelectors = [new FakeEventSelector { ReadWriteType = "ReadOnly", ExcludeManagementEventSources = ["kms.amazonaws.com"] }] })
            .Trail(TrailIn(Home, "writes"), trail => Healthy(trail) with { EventSelectors = [new FakeEventSelector { ReadWriteType = "WriteOnly" }] });

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 fail", "TRAIL-3 pass", "TRAIL-4 pass", "TRAIL-5 pass", "TRAIL-6 pass", "TRAIL-7 pass", "TRAIL-8 pass"));
    }

    [Fact]
    public async Task Audit_OrganizationTrailWithTheOwnersRole_IsJudgedLikeATrailOfTheAccount()
    {
        var world = World().Role(Names.OtherRole).Bucket(Names.Bucket, bucket => Protected(bucket) with { OwnerAccount = Names.OtherAccount })
            .Trail(Names.ForeignTrail, trail => Healthy(trail) with { IsOrganization = true });

        (await JudgeAsync(world, owner: true)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 pass", "TRAIL-5 pass", "TRAIL-6 pass", "TRAIL-7 pass", "TRAIL-8 pass"));
    }

    [Fact]
    public async Task Audit_OrganizationTrailOfAnUnknownOwner_IsUnknownAndNotNoTrail()
    {
        var world = World().Bucket(Names.Bucket, bucket => Protected(bucket) with { OwnerAccount = Names.OtherAccount })
            .Trail(Names.ForeignTrail, trail => Healthy(trail) with { IsOrganization = true });

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 unknown", "TRAIL-3 unknown", "TRAIL-4 pass", "TRAIL-5 unknown", "TRAIL-6 pass", "TRAIL-7 pass", "TRAIL-8 unknown"));
    }

    [Fact]
    public async Task Audit_OrganizationTrailReportedAsMissing_IsUnknownAndNotNoTrail()
    {
        var world = World().Bucket(Names.Bucket, Protected).Trail(Names.ForeignTrail, trail => Healthy(trail) with { IsOrganization = true })
            .Error("cloudtrail:GetTrailStatus", "TrailNotFoundException").Error("cloudtrail:GetEventSelectors", "CloudTrailARNInvalidException");

        (await JudgeAsync(world)).ShouldAllBe(verdict => verdict.EndsWith(" unknown", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Audit_OrganizationsFilesExpireByThePathOfTheOrganization_IsFound()
    {
        var world = World().Role(Names.OtherRole).Trail(Names.ForeignTrail, trail => Healthy(trail) with { IsOrganization = true, Prefix = "audit" })
            .Bucket(Names.Bucket, bucket => Protected(bucket) with { ObjectLock = null, Versioning = null, OwnerAccount = Names.OtherAccount, Lifecycle = [Month with { Prefix = "audit/AWSLogs/o-" }] });

        (await JudgeAsync(world, owner: true)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 fail", "TRAIL-4 pass", "TRAIL-5 fail", "TRAIL-6 pass", "TRAIL-7 pass", "TRAIL-8 pass"));
    }

    [Fact]
    public async Task Audit_RulesThatDeleteNoLogFile_PassRetention()
    {
        var world = World().Trail(TrailIn(Names.Region, "main"), trail => Healthy(trail) with { Prefix = "audit" })
            .Bucket(Names.Bucket, bucket => Protected(bucket) with
            {
                Lifecycle =
                [
                    Month with { Prefix = "AWSLogs/" },
                    Month with { Prefix = $"audit/AWSLogs/{Names.OtherAccount}/" },
                    Month with { Prefix = $"audit/AWSLogs/{Names.Account}/CloudTrail/us-west-1/" },
                    Month with { Prefix = $"audit/AWSLogs/{Names.Account}/CloudTrail-Digest/" },
                    new FakeLifecycleRule { Id = "cold", TransitionDays = 1 },
                    new FakeLifecycleRule { Id = "markers", ExpiredObjectDeleteMarker = true },
                    Month with { Enabled = false },
                ],
                ObjectLock = null,
                Versioning = new FakeVersioning { MfaDelete = true },
            });

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 pass", "TRAIL-5 pass", "TRAIL-6 pass", "TRAIL-7 pass", "TRAIL-8 pass"));
    }

    [Theory]
    [InlineData(null, "pass")]
    [InlineData(120, "pass")]
    [InlineData(90, "fail")]
    public async Task Audit_BucketWithAShortRetentionAndALogGroup_TheLogGroupDecides(int? days, string verdict)
    {
        var group = $"arn:aws:logs:{Names.Region}:{Names.Account}:log-group:trail-events";
        var world = World().LogGroup(group, found => found with { RetentionInDays = days })
            .Trail(TrailIn(Names.Region, "main"), trail => Healthy(trail) with { LogGroupArn = group + ":*" })
            .Bucket(Names.Bucket, bucket => Protected(bucket) with { ObjectLock = null, Versioning = null, Lifecycle = [Month] });

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", $"TRAIL-3 {verdict}", "TRAIL-4 pass", "TRAIL-5 fail", "TRAIL-6 pass", "TRAIL-7 pass", "TRAIL-8 pass"));
    }

    [Fact]
    public async Task Audit_OrganizationTrailsLogGroup_IsReadInItsOwnersAccount()
    {
        var group = $"arn:aws:logs:{Names.Region}:{Names.OtherAccount}:log-group:trail-events";
        var world = World().Role(Names.OtherRole).LogGroup(group)
            .Trail(Names.ForeignTrail, trail => Healthy(trail) with { IsOrganization = true, LogGroupArn = group + ":*" })
            .Bucket(Names.Bucket, bucket => Protected(bucket) with { OwnerAccount = "555566667777" });

        (await JudgeAsync(world, owner: true)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 pass", "TRAIL-5 unknown", "TRAIL-6 pass", "TRAIL-7 pass", "TRAIL-8 unknown"));
    }

    /// <summary>Delivery differs by Region: it works in the home region, but nothing has been delivered from the key's region for 60 days.</summary>
    [Fact]
    public async Task Audit_DeliveryFailsInTheKeysRegion_Fails()
    {
        var silent = new FakeTrailStatus { LatestDeliveryError = "AccessDenied", LatestDeliveryTime = "now-60d", LatestDigestDeliveryError = "AccessDenied" };
        var world = World().Bucket(Names.Bucket, Protected)
            .Trail(TrailIn(Home, "main"), trail => Healthy(trail) with { StatusByRegion = new Dictionary<string, FakeTrailStatus> { [Names.Region] = silent } });

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 fail", "TRAIL-5 pass", "TRAIL-6 fail", "TRAIL-7 pass", "TRAIL-8 pass"));
    }

    [Fact]
    public async Task Audit_DeliveryFailsAtHomeOnly_Passes()
    {
        var healthy = new FakeTrailStatus();
        var world = World().Bucket(Names.Bucket, Protected).Trail(TrailIn(Home, "main"), trail => Healthy(trail) with
        {
            Status = healthy with { LatestDeliveryError = "AccessDenied", LatestDeliveryTime = "now-60d" },
            StatusByRegion = new Dictionary<string, FakeTrailStatus> { [Names.Region] = healthy },
        });

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 pass", "TRAIL-5 pass", "TRAIL-6 pass", "TRAIL-7 pass", "TRAIL-8 pass"));
    }

    [Fact]
    public async Task Audit_TrailEncryptedWithTheClustersKey_Fails()
    {
        var world = World().Bucket(Names.Bucket, Protected).Trail(TrailIn(Names.Region, "main"), trail => Healthy(trail) with { KmsKeyId = Names.Key });

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 pass", "TRAIL-5 pass", "TRAIL-6 pass", "TRAIL-7 fail", "TRAIL-8 pass"));
    }

    [Fact]
    public async Task Audit_LogGroupEncryptedWithTheClustersKey_Fails()
    {
        var group = $"arn:aws:logs:{Names.Region}:{Names.Account}:log-group:trail-events";
        var world = World().LogGroup(group, found => found with { KmsKeyId = Names.Key }).Bucket(Names.Bucket, Protected)
            .Trail(TrailIn(Names.Region, "main"), trail => Healthy(trail) with { LogGroupArn = group + ":*" });

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 pass", "TRAIL-5 pass", "TRAIL-6 pass", "TRAIL-7 fail", "TRAIL-8 pass"));
    }

    [Fact]
    public async Task Audit_UnprotectedStoreEncryptedWithTheClustersKey_Fails()
    {
        var world = World().EventDataStore($"arn:aws:cloudtrail:{Names.Region}:{Names.Account}:eventdatastore/lake", "lake", store => store with { KmsKeyId = Names.Key, TerminationProtection = false });

        (await JudgeAsync(world)).ShouldBe(Said("TRAIL-1 pass", "TRAIL-2 pass", "TRAIL-3 pass", "TRAIL-4 notApplicable", "TRAIL-5 fail", "TRAIL-6 notApplicable", "TRAIL-7 fail", "TRAIL-8 notApplicable"));
    }

    /// <summary>An account that cannot use CloudTrail Lake has no event data store, so the trails decide.</summary>
    [Fact]
    public async Task Audit_StoppedTrailWithoutCloudTrailLake_Fails()
    {
        var world = World().Trail(TrailIn(Names.Region, "main"), trail => Healthy(trail) with { Status = Stopped }).Bucket(Names.Bucket, Protected);
        var scenario = world.Build();

        var closed = scenario with { Accounts = [.. scenario.Accounts.Select(account => account with { CloudTrailLake = false })] };

        (await JudgeAsync(closed)).ShouldContain("TRAIL-1 fail");
    }

    [Fact]
    public async Task Audit_StoppedTrailWithoutThePermissionForStores_IsUnknown()
    {
        var world = World().Trail(TrailIn(Names.Region, "main"), trail => Healthy(trail) with { Status = Stopped }).Bucket(Names.Bucket, Protected)
            .Deny("cloudtrail:ListEventDataStores");

        (await JudgeAsync(world)).ShouldContain("TRAIL-1 unknown");
    }

    private static string[] Said(params string[] verdicts) => verdicts;

    private static Task<string[]> JudgeAsync(ScenarioBuilder world, bool owner = false) => JudgeAsync(world.Build(), owner);

    private static async Task<string[]> JudgeAsync(Scenario world, bool owner = false)
    {
        var organization = Fleets.Organization(Names.Key);
        organization = owner ? organization.WithRoleFor(Names.OtherAccount, Names.OtherRole) : organization;
        var collection = await Collection.RunAsync(world, organization);
        var report = new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = "audit-1",
            AuditedAt = TimeProvider.System.GetUtcNow(),
            Parameters = new AuditParameters(),
            Organization = organization,
            SharedKeys = [],
            Clouds = collection.Clouds,
        });
        return [.. report.Clusters.Single().Findings
            .Where(finding => finding.RuleId.StartsWith("TRAIL-", StringComparison.Ordinal))
            .Select(finding => $"{finding.RuleId} {char.ToLowerInvariant(finding.Status.ToString()[0])}{finding.Status.ToString()[1..]}")];
    }

    private static ScenarioBuilder World() => new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key);

    private static string TrailIn(string region, string name) => $"arn:aws:cloudtrail:{region}:{Names.Account}:trail/{name}";

    private static FakeTrail Healthy(FakeTrail trail) => trail with { Bucket = Names.Bucket };

    private static FakeBucket Protected(FakeBucket bucket) =>
        bucket with { ObjectLock = new FakeObjectLock { Mode = "COMPLIANCE", Days = 400 }, Versioning = new FakeVersioning(), PublicAccessBlock = new FakePublicAccessBlock() };
}
