using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Google;

public sealed class CryptoKeyEvidenceTests
{
    [Fact]
    public async Task Collect_HealthyKey_ReadsEverything()
    {
        FakeIamBinding binding = new() { Role = "roles/cloudkms.viewer", Members = ["user:b@example.com", "user:a@example.com"], Condition = "true" };
        var world = new ScenarioBuilder().CryptoKey(GoogleFleets.Key, key => key with { Bindings = [binding] }).KeyRing(GoogleFleets.Ring, new FakeIamBinding { Role = "roles/owner" });

        var key = (await GoogleCollection.RunAsync(world, GoogleFleets.Software("acme", GoogleFleets.Key))).Key;

        key.Name.ShouldBe(GoogleFleets.Key);
        key.Key.Source.ShouldBe("cloudkms.cryptoKeys.get");
        key.Key.Sha256.ShouldNotBeNull();
        key.Key.Value!.Purpose.ShouldBe("ENCRYPT_DECRYPT");
        key.Key.Value.RotationPeriodSeconds.ShouldBe(31_536_000);
        key.Key.Value.NextRotationTime.ShouldNotBeNull();
        key.Key.Value.TemplateProtectionLevel.ShouldBe("SOFTWARE");
        key.Key.Value.Primary!.Name.ShouldBe(GoogleFleets.Key + "/cryptoKeyVersions/1");
        key.Versions.Value!.Items.Single().State.ShouldBe("ENABLED");
        key.Policy.Value!.Items.Single().Members.ShouldBe(["user:a@example.com", "user:b@example.com"]);
        key.Policy.Value.Items.Single().Condition.ShouldBe("true");
        key.KeyRingPolicy.Resource.ShouldBe(GoogleFleets.Ring);
        key.KeyRingPolicy.Value!.Items.Single().Role.ShouldBe("roles/owner");
    }

    [Fact]
    public async Task Collect_ManyVersionsOnSmallPages_ReadsEveryPageInOrder()
    {
        FakeCryptoKeyVersion[] versions = [.. Enumerable.Range(0, 23).Select(_ => new FakeCryptoKeyVersion())];
        var world = new ScenarioBuilder().CryptoKey(GoogleFleets.Key, key => key with { Versions = versions }).PageSize(2);

        var collected = await GoogleCollection.RunAsync(world, GoogleFleets.Software("acme", GoogleFleets.Key));

        collected.Key.Versions.Value!.Items.Select(version => version.Name.Split('/')[^1]).ShouldBe(Enumerable.Range(1, 23).Select(number => $"{number}"));
        collected.Calls["cloudkms:cryptoKeyVersions.list"].ShouldBe(12);
    }

    [Fact]
    public async Task Collect_MissingKey_MakesNoFurtherCall()
    {
        var collected = await GoogleCollection.RunAsync(new ScenarioBuilder(), GoogleFleets.Software("acme", GoogleFleets.Key));

        collected.Key.Key.Absence!.Kind.ShouldBe(AbsenceKind.NotFound);
        collected.Key.Key.Absence.Cause.ShouldContain($"CryptoKey {GoogleFleets.Key} not found");
        collected.Key.Versions.Absence!.Kind.ShouldBe(AbsenceKind.NotCollected);
        collected.Key.KeyRingPolicy.Absence!.Kind.ShouldBe(AbsenceKind.NotCollected);
        collected.Calls.ShouldBe([KeyValuePair.Create("cloudkms:cryptoKeys.get", 1)]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("GOOGLE_INITIATED_SERVICE,CUSTOMER_INITIATED_ACCESS")]
    public async Task Collect_KeyAccessPolicy_IsReadAlsoIfItAllowsNothing(string? reasons)
    {
        var allowed = reasons?.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var world = new ScenarioBuilder().CryptoKey(GoogleFleets.Key, key => key with { AllowedAccessReasons = allowed, DestroyScheduledDuration = "86400s" });

        var key = (await GoogleCollection.RunAsync(world, GoogleFleets.Software("acme", GoogleFleets.Key))).Key.Key.Value!;

        key.AllowedAccessReasons.HasValue.ShouldBe(allowed is not null);
        (key.AllowedAccessReasons ?? []).ShouldBe((allowed ?? []).Order());
        key.DestroyScheduledSeconds.ShouldBe(86400);
    }

    [Fact]
    public async Task Collect_UnknownValues_AreKept()
    {
        FakeCryptoKeyVersion version = new() { State = "FROZEN", ProtectionLevel = "QUANTUM", Algorithm = "MAGIC" };
        var world = new ScenarioBuilder().CryptoKey(GoogleFleets.Key, key => key with { Purpose = "SING", Versions = [version] });

        var key = (await GoogleCollection.RunAsync(world, GoogleFleets.Software("acme", GoogleFleets.Key))).Key;

        key.Key.Value!.Purpose.ShouldBe("SING");
        key.Versions.Value!.Items.Single().ShouldSatisfyAllConditions(
            found => found.State.ShouldBe("FROZEN"), found => found.ProtectionLevel.ShouldBe("QUANTUM"), found => found.Algorithm.ShouldBe("MAGIC"));
    }

    [Fact]
    public async Task Collect_KeyWithoutVersionsAndBindings_IsReadAsEmpty()
    {
        var key = (await GoogleCollection.RunAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key, key => key with { Versions = [], RotationPeriod = "" }), GoogleFleets.Software("acme", GoogleFleets.Key))).Key;

        key.Key.Value!.Primary.ShouldBeNull();
        key.Key.Value.RotationPeriodSeconds.ShouldBeNull();
        key.Versions.Value!.Items.ShouldBeEmpty();
        key.Policy.Value!.Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collect_KeyNotDeclared_MakesNoCall()
    {
        var collected = await GoogleCollection.RunAsync(new ScenarioBuilder(), GoogleFleets.Hardware("acme", [null]));

        collected.Calls.ShouldBeEmpty();
        collected.Evidence["acme"].Google.CryptoKeys.ShouldBeEmpty();
    }
}
