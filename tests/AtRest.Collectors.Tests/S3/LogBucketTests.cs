using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.S3;

public sealed class LogBucketTests
{
    [Fact]
    public async Task Collect_BucketWithNothingSet_KeepsEverythingForEver()
    {
        var collection = await CollectAsync(bucket => bucket);

        collection.LogBucket.Lifecycle.Value!.Rules.ShouldBeEmpty();
        collection.LogBucket.Versioning.Value!.Status.ShouldBeNull();
        collection.LogBucket.ObjectLock.Value!.Enabled.ShouldBeFalse();
        collection.LogBucket.PublicAccessBlock.Absence!.Kind.ShouldBe(AbsenceKind.NotFound);
    }

    [Fact]
    public async Task Collect_BucketDoesNotExist_IsNotTakenForOneThatKeepsEverything()
    {
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key)
            .Trail(Names.Trail, trail => trail with { Bucket = "gone" });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.LogBucket.Lifecycle.Absence!.ErrorCode.ShouldBe("NoSuchBucket");
        collection.LogBucket.Lifecycle.Absence!.Kind.ShouldBe(AbsenceKind.NotFound);
    }

    [Fact]
    public async Task Collect_LifecycleRules_AreReadWithEveryKindOfFilter()
    {
        var collection = await CollectAsync(bucket => bucket with
        {
            Lifecycle =
            [
                new FakeLifecycleRule { Id = "plain", Prefix = "AWSLogs/", ExpirationDays = 30 },
                new FakeLifecycleRule { Id = "old", Prefix = "old/", PrefixOutsideFilter = true, ExpirationDays = 31 },
                new FakeLifecycleRule { Id = "tagged", Prefix = "t/", Tags = new Dictionary<string, string> { ["a"] = "b" }, ExpirationDays = 32 },
                new FakeLifecycleRule { Id = "sized", ObjectSizeGreaterThan = 1000, ExpirationDays = 33 },
                new FakeLifecycleRule { Id = "versions", Enabled = false, NoncurrentDays = 7, NewerNoncurrentVersions = 3 },
            ],
        });

        var rules = collection.LogBucket.Lifecycle.Value!.Rules.ToDictionary(rule => rule.Id!);
        rules["plain"].ShouldBe(new LifecycleRule { Id = "plain", Enabled = true, Prefix = "AWSLogs/", ExpirationDays = 30 });
        rules["old"].Prefix.ShouldBe("old/");
        rules["tagged"].ShouldBe(new LifecycleRule { Id = "tagged", Enabled = true, Prefix = "t/", FiltersByTag = true, ExpirationDays = 32 });
        rules["sized"].FiltersBySize.ShouldBeTrue();
        rules["versions"].ShouldBe(new LifecycleRule { Id = "versions", Enabled = false, NoncurrentExpirationDays = 7, NewerNoncurrentVersions = 3 });
    }

    /// <summary>Only an archive from which a file has to be restored is one: Glacier Instant Retrieval is not.</summary>
    [Theory]
    [InlineData("GLACIER", 30)]
    [InlineData("DEEP_ARCHIVE", 30)]
    [InlineData("GLACIER_IR", null)]
    [InlineData("STANDARD_IA", null)]
    public async Task Collect_Transition_IsAnArchiveOnlyIfFilesHaveToBeRestored(string storageClass, int? expected)
    {
        var collection = await CollectAsync(bucket => bucket with { Lifecycle = [new FakeLifecycleRule { Id = "move", TransitionDays = 30, TransitionStorageClass = storageClass }] });

        collection.LogBucket.Lifecycle.Value!.Rules.ShouldHaveSingleItem().ArchivedAfterDays.ShouldBe(expected);
    }

    [Fact]
    public async Task Collect_ProtectedBucket_SettingsAreRead()
    {
        var collection = await CollectAsync(bucket => bucket with
        {
            Versioning = new FakeVersioning { MfaDelete = true },
            ObjectLock = new FakeObjectLock { Mode = "COMPLIANCE", Days = 400 },
            PublicAccessBlock = new FakePublicAccessBlock { BlockPublicPolicy = false },
        });

        collection.LogBucket.Versioning.Value.ShouldBe(new BucketVersioning { Status = "Enabled", MfaDelete = true });
        collection.LogBucket.ObjectLock.Value.ShouldBe(new BucketObjectLock { Enabled = true, DefaultMode = "COMPLIANCE", DefaultRetentionDays = 400 });
        collection.LogBucket.PublicAccessBlock.Value!.BlockPublicPolicy.ShouldBeFalse();
        collection.LogBucket.PublicAccessBlock.Value.BlockPublicAcls.ShouldBeTrue();
    }

    [Fact]
    public async Task Collect_BucketInAnotherRegion_IsFollowedThere()
    {
        var collection = await CollectAsync(bucket => bucket with { Region = "us-west-2" });

        collection.LogBucket.Lifecycle.Value.ShouldNotBeNull();
        collection.LogBucket.Versioning.Value.ShouldNotBeNull();
        collection.History.Count(call => call.Operation.StartsWith("s3:GetBucketVersioning", StringComparison.Ordinal)).ShouldBe(1);
        collection.History.Count(call => call.Operation == "s3:GetLifecycleConfiguration").ShouldBe(2);
    }

    [Fact]
    public async Task Collect_CompleteOwnBlock_AsksNothingMore()
    {
        var collection = await CollectAsync(bucket => bucket with { PublicAccessBlock = new FakePublicAccessBlock() });

        collection.LogBucket.PolicyStatus.ShouldBeNull();
        collection.LogBucket.AccountPublicAccessBlock.ShouldBeNull();
        collection.Calls.Keys.ShouldNotContain("s3:GetBucketPolicyStatus");
        collection.Calls.Keys.ShouldNotContain("s3:GetAccountPublicAccessBlock");
    }

    [Fact]
    public async Task Collect_NoOwnBlock_AsksForTheAccountsBlockAndThePolicy()
    {
        var collection = await CollectAsync(
            bucket => bucket with { PolicyIsPublic = true, OwnerAccount = Names.Account },
            account => account with { PublicAccessBlock = new FakePublicAccessBlock { IgnorePublicAcls = false } });

        collection.LogBucket.PolicyStatus!.Value.ShouldBe(new BucketPolicyStatus(true));
        collection.LogBucket.AccountPublicAccessBlock!.Value.ShouldBe(new BucketPublicAccessBlock { BlockPublicAcls = true, IgnorePublicAcls = false, BlockPublicPolicy = true, RestrictPublicBuckets = true });
    }

    [Fact]
    public async Task Collect_NoBlockAtAllAndNoPolicy_IsReadAsOff()
    {
        var collection = await CollectAsync(bucket => bucket);

        collection.LogBucket.PolicyStatus!.Value.ShouldBe(new BucketPolicyStatus(false));
        collection.LogBucket.AccountPublicAccessBlock!.Value.ShouldBe(new BucketPublicAccessBlock { BlockPublicAcls = false, IgnorePublicAcls = false, BlockPublicPolicy = false, RestrictPublicBuckets = false });
    }

    [Fact]
    public async Task Collect_OwnAndAccountBlockRefused_IsDeniedWithItsCause()
    {
        var world = World(bucket => bucket).Deny("s3:GetAccountPublicAccessBlock").Deny("s3:GetBucketPolicyStatus");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        collection.LogBucket.AccountPublicAccessBlock!.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        collection.LogBucket.AccountPublicAccessBlock.Absence.Cause.ShouldContain("s3:GetAccountPublicAccessBlock");
        collection.LogBucket.PolicyStatus!.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
    }

    [Fact]
    public async Task Collect_BucketOfAnAccountWithoutARole_LeavesItsBlockUnasked()
    {
        var collection = await CollectAsync(bucket => bucket with { OwnerAccount = Names.OtherAccount });

        collection.LogBucket.AccountPublicAccessBlock!.Absence!.Kind.ShouldBe(AbsenceKind.NotCollected);
        collection.Calls.Keys.ShouldNotContain("s3:GetAccountPublicAccessBlock");
    }

    private static Task<Collection> CollectAsync(Func<FakeBucket, FakeBucket> change, Func<FakeAccount, FakeAccount>? account = null)
    {
        var scenario = World(change).Build();
        return Collection.RunAsync(scenario with { Accounts = [.. scenario.Accounts.Select(account ?? (known => known))] }, Fleets.Organization(Names.Key));
    }

    private static ScenarioBuilder World(Func<FakeBucket, FakeBucket> change) => new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key)
        .Trail(Names.Trail, trail => trail with { Bucket = Names.Bucket })
        .Bucket(Names.Bucket, change);
}
