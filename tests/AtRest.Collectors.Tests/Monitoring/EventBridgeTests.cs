using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Tests.Monitoring;

public sealed class EventBridgeTests
{
    private static readonly string[] All = ["CreateGrant", "DisableKey", "PutKeyPolicy", "RetireGrant", "RevokeGrant", "ScheduleKeyDeletion"];

    [Fact]
    public async Task Collect_RuleOfAllChanges_MatchesThem()
    {
        var world = Worlds.Account().Key(Names.Key).Rule("keys", Watchers.AllOfKms);

        var bus = Bus(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key)));

        bus.Rules.Value!.Items.Single().EventPattern.ShouldBe(Watchers.AllOfKms);
        bus.Targets.Single().Value!.Arns.ShouldBe([Watchers.Topic]);
        bus.Matches.Single().Value!.Matched.ShouldBe(All);
        bus.Matches.Single().Resource.ShouldBe($"{Watchers.RuleArn("keys")} {Names.Key}");
    }

    /// <summary>The expiry of imported material comes as an event of the service and as one without CloudTrail: either is enough.</summary>
    [Theory]
    [InlineData("""{"source":["aws.kms"]}""", "DeleteExpiredKeyMaterial", "DeleteImportedKeyMaterial")]
    [InlineData("""{"source":["aws.kms"],"detail-type":["AWS API Call via CloudTrail"]}""", "DeleteImportedKeyMaterial")]
    [InlineData("""{"source":["aws.kms"],"detail-type":["AWS API Call via CloudTrail","AWS Service Event via CloudTrail"]}""", "DeleteExpiredKeyMaterial", "DeleteImportedKeyMaterial")]
    [InlineData("""{"source":["aws.kms"],"detail-type":["AWS API Call via CloudTrail","KMS Imported Key Material Expiration"]}""", "DeleteExpiredKeyMaterial", "DeleteImportedKeyMaterial")]
    public async Task Collect_KeyWithImportedMaterial_IsAskedForItsDeletionAndExpiry(string pattern, params string[] matched)
    {
        var world = Worlds.Account().Key(Names.Key, key => key with { Origin = "EXTERNAL" }).Rule("keys", pattern);

        var matches = Bus(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key))).Matches.Single().Value!;

        matches.Matched.ShouldBe(All.Concat(matched).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Collect_KeyInACustomKeyStore_IsAskedForItsDisconnection()
    {
        var world = Worlds.Account().Key(Names.Key, key => key with { Origin = "AWS_CLOUDHSM" }).Rule("keys", """{"source":["aws.kms"],"detail":{"requestParameters":{"customKeyStoreId":[{"exists":true}]}}}""");

        var matches = Bus(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key))).Matches.Single().Value!;

        matches.Matched.ShouldBe(["DisconnectCustomKeyStore"]);
    }

    /// <summary>Keys of other origins are other samples, even where the pattern names no key.</summary>
    [Fact]
    public async Task Collect_KeysOfTwoOrigins_AreAskedForTheirOwnChanges()
    {
        var world = Worlds.Account().Key(Names.Key).Key(Names.SecondKey, key => key with { Origin = "EXTERNAL" }).Rule("keys", Watchers.AllOfKms);

        var bus = Bus(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key, Names.SecondKey)));

        bus.Matches.Single(entry => entry.Value!.KeyArn == Names.Key).Value!.Matched.Length.ShouldBe(6);
        bus.Matches.Single(entry => entry.Value!.KeyArn == Names.SecondKey).Value!.Matched.ShouldContain("DeleteImportedKeyMaterial");
    }

    [Fact]
    public async Task Collect_PatternOfSomeChanges_MissesTheOthers()
    {
        var world = Worlds.Account().Key(Names.Key).Rule("keys", """{"source":["aws.kms"],"detail":{"eventName":[{"suffix":"Key"},"ScheduleKeyDeletion"]}}""");

        var matches = Bus(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key))).Matches.Single().Value!;

        matches.Matched.ShouldBe(["DisableKey", "ScheduleKeyDeletion"]);
        matches.Missed.ShouldBe(["CreateGrant", "PutKeyPolicy", "RetireGrant", "RevokeGrant"]);
    }

    [Fact]
    public async Task Collect_PatternThatNamesOneKey_MatchesThatOneOnly()
    {
        var world = Worlds.Account().Keys([Names.Key, Names.SecondKey]).Rule("keys", $$"""{"source":["aws.kms"],"detail":{"resources":{"ARN":["{{Names.SecondKey}}"]} } }""");

        var bus = Bus(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key, Names.SecondKey)));

        bus.Matches.Single(entry => entry.Value!.KeyArn == Names.Key).Value!.Matched.ShouldBeEmpty();
        bus.Matches.Single(entry => entry.Value!.KeyArn == Names.SecondKey).Value!.Matched.ShouldBe(All);
    }

    [Fact]
    public async Task Collect_PatternThatNamesTheKeyAsTheCallerDid_IsNeitherMatchedNorMissed()
    {
        var world = Worlds.Account().Key(Names.Key).Rule("keys", $$"""{"detail":{"requestParameters":{"keyId":["{{Names.Key[^36..]}}"]} } }""");

        var matches = Bus(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key))).Matches.Single().Value!;

        matches.Sometimes.ShouldBe(All.Except(["RetireGrant"]));
        matches.Matched.ShouldBeEmpty();

        // Who retires a grant names the grant, and no key.
        matches.Missed.ShouldBe(["RetireGrant"]);
    }

    [Fact]
    public async Task Collect_RulesThatTellNobody_AreNotTested()
    {
        var world = Worlds.Account().Key(Names.Key)
            .EventRule(Watchers.RuleArn("idle"), Watchers.AllOfKms)
            .EventRule(Watchers.RuleArn("off"), Watchers.AllOfKms, rule => rule with { State = "DISABLED", Targets = [Watchers.Topic] })
            .EventRule(Watchers.RuleArn("clock"), "", rule => rule with { EventPattern = null, ScheduleExpression = "rate(1 day)", Targets = [Watchers.Topic] })
            .Rule("ec2", """{"source":["aws.ec2"]}""");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        Bus(collection).Rules.Value!.Items.Length.ShouldBe(4);
        Bus(collection).Targets.Single().Value!.Arns.ShouldBeEmpty();
        Bus(collection).Matches.ShouldBeEmpty();
        collection.Calls["events:ListTargetsByRule"].ShouldBe(1);
        collection.Calls.ShouldNotContainKey("events:TestEventPattern");
    }

    [Fact]
    public async Task Collect_ManyRulesOnSmallPages_AreAllRead()
    {
        var world = Worlds.Account().Key(Names.Key).PageSize(1).Rule("c", Watchers.AllOfKms).Rule("a", """{"source":["aws.kms"],"account":["0"]}""").Rule("b", """{"source":["aws.kms"],"account":["0"]}""");

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        Bus(collection).Rules.Value!.Items.Select(rule => rule.Name).ShouldBe(["a", "b", "c"]);
        collection.Calls["events:ListRules"].ShouldBe(3);
    }

    [Fact]
    public async Task Collect_ThrottledAndFailing_IsReadAllTheSame()
    {
        var world = Worlds.Account().Key(Names.Key).Rule("keys", Watchers.AllOfKms).Faults(faults => faults with { ThrottleRate = 0.3, FailureRate = 0.1, Seed = 5 });

        Bus(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key))).Matches.Single().Value!.Matched.ShouldBe(All);
    }

    [Theory]
    [InlineData("events:ListRules")]
    [InlineData("events:ListTargetsByRule")]
    [InlineData("events:TestEventPattern")]
    public async Task Collect_Denied_IsAbsentWithThePermission(string operation)
    {
        var world = Worlds.Account().Key(Names.Key).Rule("keys", Watchers.AllOfKms).Rule("more", """{"source":["aws.kms"]}""").Deny(operation);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key));

        var bus = Bus(collection);
        Absence?[] absences = [bus.Rules.Absence, .. bus.Targets.Select(targets => targets.Absence), .. bus.Matches.Select(matches => matches.Absence)];
        absences.OfType<Absence>().ShouldNotBeEmpty();
        absences.OfType<Absence>().ShouldAllBe(absence => absence.Kind == AbsenceKind.Denied && absence.Cause.Contains(operation));
        collection.Calls.GetValueOrDefault("events:TestEventPattern").ShouldBe(operation == "events:TestEventPattern" ? All.Length : 0);
    }

    [Fact]
    public async Task Collect_EndpointWithoutEventBridge_IsUnsupported()
    {
        var world = Worlds.Account().Key(Names.Key).Error("events:*", "UnknownOperationException");

        Bus(await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key))).Rules.Absence!.Kind.ShouldBe(AbsenceKind.Unsupported);
    }

    [Fact]
    public async Task Collect_KeyOfAnAccountWithoutRole_OnlyTheOwnersRulesAreAskedFor()
    {
        var world = Worlds.Account().DefaultAccount(Names.OtherAccount).Key(Names.Key)
            .EventRule($"arn:aws:events:{Names.Region}:{Names.OtherAccount}:rule/foreign", Watchers.AllOfKms, rule => rule with { Targets = [Watchers.Topic] });

        var collection = await Collection.RunAsync(world.Build(), Fleets.Organization(Names.Key).WithoutRoles());

        Bus(collection).Rules.Absence!.Cause.ShouldContain("event rules only to the account");
        collection.Calls.ShouldNotContainKey("events:ListRules");
    }

    private static EventBridgeEvidence Bus(Collection collection) => collection.Clouds.EventBridge.Single();
}
