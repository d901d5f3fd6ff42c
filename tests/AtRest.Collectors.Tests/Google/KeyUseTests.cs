using AtRest.Collectors.Google;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Google;

/// <summary>What keys protect, read from the KMS Inventory API.</summary>
public sealed class KeyUseTests
{
    private const string Summary = "kmsinventory:getProtectedResourcesSummary";
    private const string Retired = "cloudkms:retiredResources.list";
    private const string Disk = "compute.googleapis.com/Disk";

    private static readonly FakeProtectedResources Disks = new() { Project = "a", Count = 10 };

    private static ScenarioBuilder World => new ScenarioBuilder().CryptoKey(GoogleFleets.Key, key => key with
    {
        ProtectedResources = [new() { Project = "c", Type = "storage.googleapis.com/Bucket" }],
        Versions =
        [
            new() { State = "DISABLED", ProtectedResources = [Disks, Disks with { Project = "b", Count = 2 }] },
            new() { State = "GENERATION_FAILED" },
            new() { ProtectedResources = [Disks with { Count = 3 }] },
        ],
    });

    [Fact]
    public async Task Collect_NotAskedFor_MakesNoCall()
    {
        var collected = await GoogleCollection.RunAsync(World, GoogleFleets.Software("acme", GoogleFleets.Key));

        collected.Calls.Keys.ShouldNotContain(Summary);
        collected.Calls.Keys.ShouldNotContain(Retired);
        collected.Evidence["acme"].Google.CryptoKeyUses.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collect_KeyInUse_ReadsTheKeyAndEachVersionWithKeyMaterialOnce()
    {
        var (use, calls) = await RunAsync(World, GoogleFleets.Software("acme", GoogleFleets.Key, GoogleFleets.Key));

        use.Total.Source.ShouldBe("kmsinventory.getProtectedResourcesSummary");
        use.Total.Value!.Resources.ShouldBe(16);
        use.Total.Value.Projects.ShouldBe(3);
        use.Total.Value.Types.ShouldBe(new Dictionary<string, long> { [Disk] = 15, ["storage.googleapis.com/Bucket"] = 1 }, ignoreOrder: true);
        use.Versions.Select(version => version.Resource).ShouldBe([$"{GoogleFleets.Key}/cryptoKeyVersions/1", $"{GoogleFleets.Key}/cryptoKeyVersions/3"]);
        use.Versions.Select(version => version.Value!.Resources).ShouldBe([12, 3]);
        use.Versions[0].Value!.Projects.ShouldBe(2);
        use.Retired.Absence!.Kind.ShouldBe(AbsenceKind.NotCollected);
        calls[Summary].ShouldBe(3);
        calls.ShouldNotContainKey(Retired);
    }

    [Fact]
    public async Task Collect_KeyProtectsNothing_DoesNotAskAboutVersions()
    {
        var (use, calls) = await RunAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key, key => key with { Versions = [new(), new()], InventoryWarnings = ["ORG_LESS_PROJECT_PARTIAL_DATA"] }));

        use.Total.Value!.Resources.ShouldBe(0);
        use.Total.Value.Warnings.ShouldBe(["ORG_LESS_PROJECT_PARTIAL_DATA"]);
        use.Versions.ShouldBeEmpty();
        calls[Summary].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_PermissionMissing_IsDeniedAndNamesThePermissionNotTheCall()
    {
        var (use, calls) = await RunAsync(World.Deny(Summary));

        use.Total.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        use.Total.Absence.Remedy!.ShouldContain("Grant the permission cloudkms.cryptoKeys.get ");
        use.Versions.ShouldBeEmpty();
        calls[Summary].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_OneVersionDenied_LeavesTheOthers()
    {
        var (use, _) = await RunAsync(World.Deny(Summary, $"{GoogleFleets.Key}/cryptoKeyVersions/1"));

        use.Versions.Select(version => version.Absence?.Kind).ShouldBe([AbsenceKind.Denied, null]);
    }

    [Fact]
    public async Task Collect_ApiDisabled_NamesTheApi()
    {
        var (use, _) = await RunAsync(World.KmsInventoryDisabledProject("camunda"));

        use.Total.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        use.Total.Absence.Cause.ShouldContain("the KMS Inventory API is disabled");
        use.Total.Absence.Remedy!.ShouldContain("Enable the KMS Inventory API");
    }

    [Fact]
    public async Task Collect_HalfOfTheCallsThrottled_ReadsEverything()
    {
        var (use, _) = await RunAsync(World.Faults(faults => faults with { ThrottleRate = 0.5, Seed = 3 }));

        use.Total.Value!.Resources.ShouldBe(16);
        use.Versions.ShouldAllBe(version => version.Value != null);
    }

    [Fact]
    public async Task Collect_InventoryIsDown_LeavesTheKey()
    {
        await using var cloud = await FakeCloud.StartAsync(World.Build(), cancellationToken: TestContext.Current.CancellationToken);
        var options = OptionsFor(cloud.Endpoint) with { KmsInventoryEndpoint = new Uri("http://127.0.0.1:9/") };

        var google = (await GoogleCollection.CollectAsync(options, GoogleFleets.Software("acme", GoogleFleets.Key)))["acme"].Google;

        google.CryptoKeys.Single().Versions.Value.ShouldNotBeNull();
        google.CryptoKeyUses.Single().Total.Absence!.Cause.ShouldContain("KMS Inventory API could not be reached");
        google.CryptoKeyUses.Single().Total.Absence!.Remedy!.ShouldContain("AtRest:Google:KmsInventoryEndpoint");
    }

    [Theory]
    [InlineData("""{"name": "n", "resourceCount": "-1"}""")]
    [InlineData("""{"name": "n", "resourceCount": "many"}""")]
    [InlineData("""{"name": "n", "resourceTypes": {"t": "-3"}}""")]
    [InlineData("""{"name": "n", "resourceTypes": ["t"]}""")]
    [InlineData("""{"name": "n", "warnings": [null]}""")]
    [InlineData("[]")]
    public async Task Collect_SummaryOfAnotherShape_IsNoEvidence(string body)
    {
        (await OfBodyAsync(body)).Total.Absence!.Cause.ShouldContain("cannot be used");
    }

    [Theory]
    [InlineData("{}", 0, 0)]
    [InlineData("""{"name": "n"}""", 0, 0)]
    [InlineData("""{"name": "n", "resourceCount": 7, "projectCount": "2", "new": {"member": []}}""", 7, 2)]
    public async Task Collect_SummaryWithMembersLeftOutOrAdded_IsRead(string body, long resources, int projects)
    {
        var total = (await OfBodyAsync(body)).Total.Value!;

        total.Resources.ShouldBe(resources);
        total.Projects.ShouldBe(projects);
    }

    [Fact]
    public async Task Collect_WarningWithoutACode_IsStillAWarning()
    {
        (await OfBodyAsync("""{"name": "n", "warnings": [{"displayMessage": "Something is missing."}]}""")).Total.Value!.Warnings.ShouldBe(["a warning without a code"]);
    }

    [Fact]
    public async Task Collect_ManyVersions_AreNotAskedAboutOneByOne()
    {
        FakeCryptoKeyVersion[] versions = [.. Enumerable.Range(0, 201).Select(_ => new FakeCryptoKeyVersion { ProtectedResources = [Disks] })];
        var (use, calls) = await RunAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key, key => key with { Versions = versions }));

        use.Versions.Single().Absence!.Cause.ShouldContain("201 versions");
        calls[Summary].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_MissingKeys_ReadsTheRecordsOfALocationOnceAndKeepsOnlyTheirOwn()
    {
        const string Other = $"{GoogleFleets.Ring}/cryptoKeys/other";
        var world = new ScenarioBuilder().PageSize(2).RetiredCryptoKey(GoogleFleets.Key, "2026-11-01T00:00:00Z");
        world = Enumerable.Range(0, 5).Aggregate(world, (builder, number) => builder.RetiredCryptoKey($"{GoogleFleets.Ring}/cryptoKeys/secret{number}"));
        await using var cloud = await FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);

        var uses = (await GoogleCollection.CollectAsync(OptionsFor(cloud.Endpoint), GoogleFleets.Software("acme", GoogleFleets.Key, Other)))["acme"].Google.CryptoKeyUses;

        uses.Single(use => use.Name == GoogleFleets.Key).Retired.Value!.Items.Single().DeletedAt.ShouldBe(DateTimeOffset.Parse("2026-11-01T00:00:00Z", null));
        uses.Single(use => use.Name == Other).Retired.Value!.Items.ShouldBeEmpty();
        cloud.Calls[Retired].ShouldBe(3);
        cloud.Calls.ShouldNotContainKey(Summary);
    }

    [Fact]
    public async Task Collect_RecordsDenied_AreAnAbsence()
    {
        var (use, _) = await RunAsync(new ScenarioBuilder().Deny(Retired));

        use.Retired.Absence!.Kind.ShouldBe(AbsenceKind.Denied);
        use.Retired.Absence.Remedy!.ShouldContain("cloudkms.retiredResources.list");
    }

    [Fact]
    public async Task Collect_NoCredentials_HasTheSameCauseForAll()
    {
        var options = new GoogleCollectorOptions { KeyUsage = true, KmsEndpoint = new Uri("http://127.0.0.1:9/"), ReadVariable = name => name == "GOOGLE_APPLICATION_CREDENTIALS" ? "/nowhere.json" : null };

        var google = (await GoogleCollection.CollectAsync(options, GoogleFleets.Software("acme", GoogleFleets.Key)))["acme"].Google;

        google.CryptoKeyUses.Single().Total.Absence!.Cause.ShouldBe(google.CryptoKeys.Single().Key.Absence!.Cause);
    }

    private static GoogleCollectorOptions OptionsFor(Uri endpoint) => GoogleCollection.OptionsFor(endpoint) with { KeyUsage = true, KmsInventoryEndpoint = endpoint };

    private static Task<(CryptoKeyUseEvidence Use, IReadOnlyDictionary<string, int> Calls)> RunAsync(ScenarioBuilder world) => RunAsync(world, GoogleFleets.Software("acme", GoogleFleets.Key));

    private static async Task<(CryptoKeyUseEvidence Use, IReadOnlyDictionary<string, int> Calls)> RunAsync(ScenarioBuilder world, Core.Inventory.Organization organization)
    {
        await using var cloud = await FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);
        var evidence = await GoogleCollection.CollectAsync(OptionsFor(cloud.Endpoint), organization);
        return (evidence.Values.Single().Google.CryptoKeyUses.Single(), cloud.Calls);
    }

    /// <summary>The evidence if every summary has this body.</summary>
    private static async Task<CryptoKeyUseEvidence> OfBodyAsync(string body)
    {
        await using var cloud = await FakeCloud.StartAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key).Build(), cancellationToken: TestContext.Current.CancellationToken);
        using var proxy = new FaultyProxy(cloud.Endpoint, (path, _) => path.Contains("protectedResourcesSummary", StringComparison.Ordinal) ? new Bad(200, "application/json", body) : null);
        return (await GoogleCollection.CollectAsync(OptionsFor(proxy.Endpoint), GoogleFleets.Software("acme", GoogleFleets.Key)))["acme"].Google.CryptoKeyUses.Single();
    }
}
