using System.Collections.Immutable;
using System.Text.Json;
using AtRest.Collectors.Aws;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Scenarios;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Collectors.Tests.Aws.CloudTrail.Events;

/// <summary>Who used a key, by CloudTrail's event history: with planted events, and every call counted.</summary>
public sealed class KeyUseTests
{
    private const string LookupEvents = "cloudtrail:LookupEvents";
    private const string Role = "arn:aws:iam::444455556666:role/tenant-acme";
    private const string Owner = "arn:aws:iam::111122223333:role/Administrator";

    [Fact]
    public async Task Collect_LastUseAmongTheNewest_TakesOneCall()
    {
        var (use, calls) = await CollectAsync(Used(Role));

        calls[LookupEvents].ShouldBe(1);
        var found = use.Events.Value!.Items.ShouldHaveSingleItem();
        found.Name.ShouldBe("Decrypt");
        found.SourceAddress.ShouldBe("198.51.100.7");
        found.SharedEventId.ShouldNotBeNull();
        use.Events.Value.HasMore.ShouldBeFalse();
        use.Events.Sha256.ShouldBe(EvidenceHash.OfValue(use.Events.Value));
        use.LastUse.Absence!.Kind.ShouldBe(AbsenceKind.NotCollected);
        use.LastUse.Absence.Cause.ShouldContain("among the newest events");
    }

    [Fact]
    public async Task Collect_CallerOfAnotherAccount_HasOnlyTheAccountAndTheUniqueId()
    {
        var (use, _) = await CollectAsync(Used(Role));

        var caller = use.Events.Value!.Items.Single().Caller;
        caller.Type.ShouldBe("AWSAccount");
        caller.AccountId.ShouldBe("444455556666");
        caller.PrincipalId.ShouldNotBeNull().ShouldStartWith("AROA");
        caller.Arn.ShouldBeNull();
        caller.RoleArn.ShouldBeNull();
    }

    [Fact]
    public async Task Collect_EventsOfEveryKind_KeepWhoWhatWhenAndWhere()
    {
        FakeKeyEvent[] events =
        [
            new() { By = Role, Named = true, Time = "now-1h", EncryptionContext = new Dictionary<string, string> { ["aws:ebs:id"] = "vol-1" } },
            new() { By = Owner, Name = "CreateGrant", Time = "now-2h", Grantee = "ec2.amazonaws.com", SourceAddress = "203.0.113.9" },
            new() { By = "AWS Internal", Name = "RotateKey", Time = "now-3h" },
            new() { By = "cloudtrail.amazonaws.com", Name = "GenerateDataKey", Time = "now-4h" },
            new() { By = Owner, Name = "PutKeyPolicy", Time = "now-5h", ErrorCode = "AccessDenied" },
        ];

        var (use, _) = await CollectAsync(key => key with { Events = events });

        var read = use.Events.Value!.Items;
        read.Select(found => found.Name).ShouldBe(["Decrypt", "CreateGrant", "RotateKey", "GenerateDataKey", "PutKeyPolicy"]);
        read[0].Caller.RoleArn.ShouldBe(Role);
        read[0].EncryptionContext!["aws:ebs:id"].ShouldBe("vol-1");
        read[1].Grantee.ShouldBe("ec2.amazonaws.com");
        read[1].SourceAddress.ShouldBe("203.0.113.9");
        read[2].Type.ShouldBe("AwsServiceEvent");
        read[3].Caller.InvokedBy.ShouldBe("cloudtrail.amazonaws.com");
        read[4].ErrorCode.ShouldBe("AccessDenied");
        read[1].EncryptionContext.ShouldBeNull();
        (read[0].Time - read[1].Time).ShouldBe(TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Collect_LastUseOlderThanTheNewest_IsLookedUpByItsId()
    {
        var (use, calls) = await CollectAsync(key => Used(Role)(key) with { Events = [new FakeKeyEvent { By = Owner, Name = "DescribeKey", Time = "now-1m" }] }, options => options with { LookupEvents = 1 });

        calls[LookupEvents].ShouldBe(2);
        use.Events.Value!.Items.Single().Name.ShouldBe("DescribeKey");
        use.Events.Value.HasMore.ShouldBeTrue();
        use.LastUse.Value!.Items.Single().Name.ShouldBe("Decrypt");
        use.LastUse.Resource.ShouldBe($"{Names.Key} {use.LastUse.Value.Items.Single().Id}");
    }

    [Fact]
    public async Task Collect_EventOfTheLastUseIsMissing_IsAnEmptyResponse()
    {
        var (use, calls) = await CollectAsync(key => key with { LastUsage = new FakeLastUsage { LastUsed = "now-1h" } });

        calls[LookupEvents].ShouldBe(2);
        use.Events.Value!.Items.ShouldBeEmpty();
        use.LastUse.Value!.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collect_Pages_AreReadUntilThereAreEnoughEvents()
    {
        var events = Enumerable.Range(1, 9).Select(minute => new FakeKeyEvent { By = Role, Time = $"now-{minute}m" });

        var (use, calls) = await CollectAsync(key => key with { Events = [.. events] }, options => options with { LookupEvents = 5 }, world => world.PageSize(2));

        calls[LookupEvents].ShouldBe(3);
        use.Events.Value!.Items.Length.ShouldBe(5);
        use.Events.Value.HasMore.ShouldBeTrue();
        use.Events.Value.Items.ShouldBe(use.Events.Value.Items.OrderByDescending(found => found.Time));
    }

    [Theory]
    [InlineData("now-91d")]
    [InlineData(null)]
    public async Task Collect_NoUseInTheHistory_IsNotLookedUp(string? lastUsed)
    {
        var (use, calls) = await CollectAsync(key => key with { LastUsage = new FakeLastUsage { LastUsed = lastUsed is null ? null : (ScenarioTime)lastUsed, By = Role } });

        calls[LookupEvents].ShouldBe(1);
        use.Events.Value!.Items.ShouldBeEmpty();
        use.LastUse.Absence!.Kind.ShouldBe(AbsenceKind.NotCollected);
    }

    [Fact]
    public async Task Collect_MissingKey_IsNotLookedUp()
    {
        var (use, calls) = await CollectAsync(key => key with { Missing = true });

        calls.ContainsKey(LookupEvents).ShouldBeFalse();
        use.Events.Absence!.Kind.ShouldBe(AbsenceKind.NotCollected);
    }

    [Fact]
    public async Task Collect_LookupsOff_MakeNoCallAndGiveNoEvidence()
    {
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Key(Names.Key, Used(Role)).Build(), cancellationToken: TestContext.Current.CancellationToken);

        var evidence = await Collection.CollectAsync(Collection.OptionsFor(cloud.Endpoint), Fleets.Organization(Names.Key));

        evidence["acme"].Aws.KeyUses.ShouldBeEmpty();
        cloud.Calls.ContainsKey(LookupEvents).ShouldBeFalse();
    }

    [Fact]
    public async Task Collect_Denied_NamesThePermission()
    {
        var (use, _) = await CollectAsync(Used(Role), world: world => world.Deny(LookupEvents));

        use.Events.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        use.Events.Absence.Remedy.ShouldNotBeNull().ShouldContain(LookupEvents);
        use.LastUse.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
    }

    [Fact]
    public async Task Collect_Throttled_ReadsEveryKeyInTheEnd()
    {
        var keys = Fleets.Keys(3);
        var world = keys.Aggregate(Worlds.Account(), (builder, key) => builder.Key(key, Used(Role))).Faults(faults => faults with { Quotas = new Dictionary<string, int> { [LookupEvents] = 2 } });
        await using var cloud = await FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);

        var evidence = await Collection.CollectAsync(Options(cloud.Endpoint), Fleets.Organization([.. keys]));

        evidence["acme"].Aws.KeyUses.Count.ShouldBe(3);
        evidence["acme"].Aws.KeyUses.Select(use => use.Events.Value!.Items.Length).ShouldAllBe(count => count == 1);
    }

    [Fact]
    public async Task Collect_KeyOfTwoOrganizations_IsLookedUpOnce()
    {
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Key(Names.Key, Used(Role)).Build(), cancellationToken: TestContext.Current.CancellationToken);

        var evidence = await Collection.CollectAsync(Options(cloud.Endpoint), Fleets.Named("acme", Names.Key), Fleets.Named("other", Names.Key));

        evidence.Values.Select(clouds => clouds.Aws.KeyUses.Single().Events.Value).ShouldAllBe(events => events != null);
        cloud.Calls[LookupEvents].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_TimeIsOver_SaysThatTheKeyWasNotReached()
    {
        var (use, calls) = await CollectAsync(Used(Role), options => options with { LookupTime = TimeSpan.Zero });

        calls.ContainsKey(LookupEvents).ShouldBeFalse();
        use.Events.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        use.Events.Absence.Cause.ShouldContain("two lookups of events a second");
        use.LastUse.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
    }

    [Fact]
    public async Task Collect_SecondAuditOfAnUnchangedKey_MakesNoCall()
    {
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Key(Names.Key, Used(Role)).Build(), cancellationToken: TestContext.Current.CancellationToken);
        await using var services = new ServiceCollection().AddAtRestCollectors(new CollectorOptions { Aws = Options(cloud.Endpoint) }).BuildServiceProvider();
        var collector = services.GetRequiredService<IEvidenceCollector>();
        var request = new CollectionRequest { AuditId = "audit", Organizations = [Fleets.Organization(Names.Key)] };

        var first = await collector.CollectAsync(request, TestContext.Current.CancellationToken);
        var second = await collector.CollectAsync(request, TestContext.Current.CancellationToken);

        cloud.Calls[LookupEvents].ShouldBe(1);
        var use = second["acme"].Aws.KeyUses.Single();
        use.Events.Sha256.ShouldBe(first["acme"].Aws.KeyUses.Single().Events.Sha256);
        use.Events.CollectedAt.ShouldBe(first["acme"].Aws.KeyUses.Single().Events.CollectedAt);
    }

    [Theory]
    [InlineData("garbage", "not valid JSON")]
    [InlineData("[]", "eventID")]
    [InlineData("""{"eventID": 5, "eventSource": "kms.amazonaws.com"}""", "eventID")]
    [InlineData("""{"eventID": "e", "eventTime": "soon", "eventName": "Decrypt", "userIdentity": {}}""", "eventTime")]
    [InlineData("""{"eventID": "e", "eventTime": "2026-11-24T10:00:00Z", "eventName": "Decrypt", "userIdentity": "root"}""", "userIdentity")]
    [InlineData("""{"eventID": "e", "eventID": "f", "eventTime": "2026-11-24T10:00:00Z", "eventName": "Decrypt", "userIdentity": {}}""", "not valid JSON")]
    public async Task Collect_EventInAnotherForm_IsNoEvidence(string text, string words)
    {
        var use = await AttackedAsync(text);

        use.Events.Absence!.Kind.ShouldBe(AbsenceKind.Failed);
        use.Events.Absence.Cause.ShouldContain(words);
    }

    [Fact]
    public async Task Collect_EventOfAnotherService_IsLeftOut()
    {
        var use = await AttackedAsync("""{"eventID": "e", "eventTime": "2026-11-24T10:00:00Z", "eventSource": "ec2.amazonaws.com", "eventName": "CreateVolume", "userIdentity": {}}""");

        use.Events.Value!.Items.ShouldBeEmpty();
    }

    /// <summary>A complete record is evidence that nobody else used the key, so what was cut off must not be forgotten.</summary>
    [Fact]
    public async Task Collect_MoreEventsThanRequested_IsNotComplete()
    {
        var use = await AnsweredAsync($$"""{"Events": [{{Event("a")}}, {{Event("b")}}]}""", options => options with { LookupEvents = 1 });

        use.Events.Value!.Items.ShouldHaveSingleItem().Id.ShouldBe("a");
        use.Events.Value.HasMore.ShouldBeTrue();
    }

    [Fact]
    public async Task Collect_AnotherEventThanTheLastUse_IsNotTheLastUse()
    {
        var use = await AnsweredAsync($$"""{"Events": [{{Event("a")}}]}""");

        use.Events.Value!.Items.ShouldHaveSingleItem();
        use.LastUse.Value!.Items.ShouldBeEmpty();
    }

    private static string Event(string id) => $$"""{"EventId": "{{id}}", "CloudTrailEvent": {{JsonSerializer.Serialize($$$"""{"eventID": "{{{id}}}", "eventTime": "2026-11-24T10:00:00Z", "eventSource": "kms.amazonaws.com", "eventName": "Decrypt", "userIdentity": {}}""")}}}""";

    private static Func<FakeKey, FakeKey> Used(string by) => key => key with { LastUsage = new FakeLastUsage { LastUsed = "now-1h", By = by } };

    private static AwsCollectorOptions Options(Uri endpoint) => Collection.OptionsFor(endpoint) with { LookupEvents = AwsCollectorOptions.DefaultLookupEvents, LookupInterval = TimeSpan.Zero };

    private static Task<KeyUseEvidence> AttackedAsync(string text) => AnsweredAsync($$"""{"Events": [{"EventId": "e", "CloudTrailEvent": {{JsonSerializer.Serialize(text)}}}]}""");

    /// <summary>Each lookup gets the same response.</summary>
    private static async Task<KeyUseEvidence> AnsweredAsync(string body, Func<AwsCollectorOptions, AwsCollectorOptions>? change = null)
    {
        await using var cloud = await FakeCloud.StartAsync(Worlds.Account().Key(Names.Key, Used(Role)).Build(), cancellationToken: TestContext.Current.CancellationToken);
        var answer = Hostile.Body(body);
        await using var server = new HostileServer(request => request.Operation == "LookupEvents" ? answer : null, cloud.Endpoint);
        var options = Options(server.Endpoint);
        var evidence = await Collection.CollectAsync(change?.Invoke(options) ?? options, Fleets.Organization(Names.Key));
        return evidence["acme"].Aws.KeyUses.Single();
    }

    private static async Task<(KeyUseEvidence Use, IReadOnlyDictionary<string, int> Calls)> CollectAsync(
        Func<FakeKey, FakeKey> key, Func<AwsCollectorOptions, AwsCollectorOptions>? change = null, Func<ScenarioBuilder, ScenarioBuilder>? world = null)
    {
        var scenario = Worlds.Account().Key(Names.Key, key);
        await using var cloud = await FakeCloud.StartAsync((world?.Invoke(scenario) ?? scenario).Build(), cancellationToken: TestContext.Current.CancellationToken);
        var options = Options(cloud.Endpoint);
        var evidence = await Collection.CollectAsync(change?.Invoke(options) ?? options, Fleets.Organization(Names.Key));
        return (evidence["acme"].Aws.KeyUses.Single(), cloud.Calls.ToImmutableDictionary());
    }
}
