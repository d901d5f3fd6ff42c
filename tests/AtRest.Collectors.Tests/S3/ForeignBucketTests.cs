using System.Collections.Immutable;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.S3;

public sealed class ForeignBucketTests
{
    [Fact]
    public async Task Collect_BucketOfTheOrganizationsLogArchive_IsReadWithThatAccountsRole()
    {
        var organization = Fleets.Organization(Names.Key).WithRoleFor(Names.OtherAccount, Names.OtherRole);

        var collection = await Collection.RunAsync(World().Role(Names.OtherRole).Build(), organization);

        collection.LogBucket.Lifecycle.Value.ShouldNotBeNull();
        collection.LogBucket.Versioning.Value.ShouldNotBeNull();
        collection.LogBucket.ObjectLock.Value.ShouldNotBeNull();
        collection.LogBucket.PublicAccessBlock.Value.ShouldNotBeNull();
        S3Calls(collection).ShouldBe(5);
    }

    [Fact]
    public async Task Collect_BucketOfAnAccountOfAnOrganizationThatIsNotAudited_IsReadWithThatAccountsRole()
    {
        ImmutableArray<AwsAccount> known = [Account(Names.OtherAccount)];

        var collection = await Collection.RunAsync(World().Role(Names.OtherRole).Build(), known, Fleets.Organization(Names.Key));

        collection.LogBucket.Lifecycle.Value.ShouldNotBeNull();
        S3Calls(collection).ShouldBe(5);
    }

    [Fact]
    public async Task Collect_OwnBucket_NobodyElseIsAsked()
    {
        var organization = Fleets.Organization(Names.Key).WithRoleFor(Names.OtherAccount, Names.OtherRole);

        var collection = await Collection.RunAsync(Worlds.Account().Key(Names.Key).Role(Names.OtherRole).Build(), organization);

        // Four, and without a block of its own the policy's status, whose the bucket is, and its account's block.
        S3Calls(collection).ShouldBe(4 + 3);
        collection.Calls["sts:AssumeRole"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_MissingBucket_NobodyElseIsAsked()
    {
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Key(Names.Key).Trail(Names.Trail, trail => trail with { Bucket = "gone" });
        var organization = Fleets.Organization(Names.Key).WithRoleFor(Names.OtherAccount, Names.OtherRole);

        var collection = await Collection.RunAsync(world.Build(), organization);

        collection.LogBucket.Lifecycle.Absence!.Kind.ShouldBe(AbsenceKind.NotFound);
        S3Calls(collection).ShouldBe(4);
    }

    [Fact]
    public async Task Collect_NobodyMayRead_TheCauseSaysWhoWasAskedAndNamesNoOtherOrganization()
    {
        const string ownArchive = "555566667777";
        const string stranger = "888800001111";
        const string locked = "888800002222";
        var world = World().Role(RoleOf(ownArchive)).Role(RoleOf(stranger));
        var organization = Fleets.Organization(Names.Key).WithRoleFor(ownArchive, RoleOf(ownArchive));

        var collection = await Collection.RunAsync(world.Build(), [Account(stranger), Account(locked)], organization);

        var absence = collection.LogBucket.Lifecycle.Absence!;
        absence.Kind.ShouldBe(AbsenceKind.Denied);
        absence.Told().ShouldContain(Names.Role);
        absence.Told().ShouldContain($"The audit role of account {ownArchive}, of 2 accounts of other organizations could not read it either.");
        absence.Told().ShouldContain("add an entry");
        absence.Cause.ShouldNotContain(stranger);
        absence.Cause.ShouldNotContain(locked);
        collection.LogBucket.PublicAccessBlock.Absence!.Cause.ShouldContain(ownArchive);
    }

    [Fact]
    public async Task Collect_ManyAccountsInTheInventory_TenAreTriedOnceEach()
    {
        var accounts = Enumerable.Range(0, 14).Select(index => $"7000000000{index:00}").ToList();
        var world = accounts.Aggregate(World(), (builder, account) => builder.Role(RoleOf(account)));

        var collection = await Collection.RunAsync(world.Build(), [.. accounts.Select(Account)], Fleets.Organization(Names.Key));

        // Ten in vain; the policy's status and whose the bucket is are asked with the key's role, and refused as well.
        S3Calls(collection).ShouldBe(4 + 10 + 2);
        collection.Calls["sts:AssumeRole"].ShouldBe(1 + 10);
        collection.LogBucket.Lifecycle.Absence!.Cause.ShouldContain("4 more of the inventory's accounts were not tried");
    }

    [Fact]
    public async Task Collect_AccountWithoutKeys_IsTriedFirst()
    {
        var organization = Fleets.Organization(Names.Key, Names.Key.Replace(Names.Account, "333344445555", StringComparison.Ordinal))
            .WithRoleFor("333344445555", RoleOf("333344445555"))
            .WithRoleFor(Names.OtherAccount, Names.OtherRole);
        var world = World().Role(Names.OtherRole).Role(RoleOf("333344445555"));

        var collection = await Collection.RunAsync(world.Build(), organization);

        collection.LogBucket.Lifecycle.Value.ShouldNotBeNull();
        S3Calls(collection).ShouldBe(5);
    }

    /// <summary>A report names no account of another organization, not even where its block could not be read.</summary>
    [Fact]
    public async Task Collect_AccountBlockOfAnotherOrganizationRefused_NamesNoAccount()
    {
        var world = new ScenarioBuilder().Role(Names.Role, Names.ExternalId).Role(Names.OtherRole).Key(Names.Key)
            .Trail(Names.Trail, trail => trail with { Bucket = Names.Bucket })
            .Bucket(Names.Bucket, bucket => bucket with { OwnerAccount = Names.OtherAccount })
            .Deny("s3:GetAccountPublicAccessBlock");

        var collection = await Collection.RunAsync(world.Build(), [Account(Names.OtherAccount)], Fleets.Organization(Names.Key));

        var block = collection.LogBucket.AccountPublicAccessBlock!;
        collection.Calls["s3:GetAccountPublicAccessBlock"].ShouldBe(1);
        block.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        block.Absence.Cause.ShouldNotContain(Names.OtherAccount);
        block.Resource.ShouldBe(Names.Bucket);
    }

    private static ScenarioBuilder World() => new ScenarioBuilder()
        .Role(Names.Role, Names.ExternalId)
        .Key(Names.Key)
        .Trail(Names.Trail, trail => trail with { Bucket = Names.Bucket })
        .Bucket(Names.Bucket, bucket => bucket with { OwnerAccount = Names.OtherAccount, PublicAccessBlock = new FakePublicAccessBlock() });

    private static string RoleOf(string account) => $"arn:aws:iam::{account}:role/AtRestAudit";

    private static AwsAccount Account(string id) => new() { AccountId = id, AuditRoleArn = RoleOf(id) };

    private static int S3Calls(Collection collection) => collection.History.Count(call => call.Operation.StartsWith("s3:", StringComparison.Ordinal));
}
