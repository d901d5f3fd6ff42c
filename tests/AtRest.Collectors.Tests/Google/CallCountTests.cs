using AtRest.Collectors.Tests.Support;
using AtRest.Core.Google.Evidence;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Google;

public sealed class CallCountTests
{
    [Fact]
    public async Task Collect_KeysInOneRing_CostsThreeCallsAKeyAndOneForTheRing()
    {
        string[] keys = [.. Enumerable.Range(1, 20).Select(number => $"{GoogleFleets.Ring}/cryptoKeys/k{number:d2}")];
        var world = keys.Aggregate(new ScenarioBuilder(), (builder, key) => builder.CryptoKey(key));

        var collected = await GoogleCollection.RunAsync(world, GoogleFleets.Software("acme", keys));

        collected.Calls.ShouldBe(
            [
                new("cloudkms:cryptoKeyVersions.list", 20), new("cloudkms:cryptoKeys.get", 20), new("cloudkms:cryptoKeys.getIamPolicy", 20),
                new("cloudkms:keyRings.getIamPolicy", 1),
            ],
            ignoreOrder: true);
        collected.Evidence["acme"].Google.CryptoKeys.Select(key => key.Name).ShouldBe(keys);
    }

    [Fact]
    public async Task Collect_KeySharedByClustersAndOrganizations_IsReadOnce()
    {
        var world = new ScenarioBuilder().CryptoKey(GoogleFleets.Key);

        var collected = await GoogleCollection.RunAsync(
            world, GoogleFleets.Software("acme", GoogleFleets.Key, GoogleFleets.Key), GoogleFleets.Hardware("other", GoogleFleets.Key));

        collected.Calls.Values.ShouldAllBe(count => count == 1);
        collected.Evidence["other"].Google.CryptoKeys.Single().ShouldBeEquivalentTo(collected.Evidence["acme"].Google.CryptoKeys.Single());
    }

    [Fact]
    public async Task Collect_HardwareKey_ReadsAttestationsWithTheList()
    {
        var world = new ScenarioBuilder().CryptoKey(GoogleFleets.Key, key => key with { ProtectionLevel = "HSM", Versions = [new(), new()] });

        var collected = await GoogleCollection.RunAsync(world, GoogleFleets.Hardware("acme", GoogleFleets.Key));

        collected.Key.Versions.Value!.Items.ShouldAllBe(version => version.Attestation!.Format == "CAVIUM_V2_COMPRESSED" && version.Attestation.CaviumCerts.Length == 3);
        collected.Calls.Keys.ShouldNotContain("cloudkms:cryptoKeyVersions.get");
    }

    [Fact]
    public async Task Collect_SoftwareCluster_DoesNotRequestAttestations()
    {
        var world = new ScenarioBuilder().CryptoKey(GoogleFleets.Key, key => key with { ProtectionLevel = "HSM" });

        (await GoogleCollection.RunAsync(world, GoogleFleets.Software("acme", GoogleFleets.Key))).Key.Versions.Value!.Items.Single().Attestation.ShouldBeNull();
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    public async Task Collect_HsmVersionWithoutAttestation_ReadsTheVersionItself(bool denied, int calls)
    {
        FakeCryptoKeyVersion bare = new() { Attestation = new FakeAttestation { Missing = true } };
        var world = new ScenarioBuilder().CryptoKey(
            GoogleFleets.Key, key => key with { ProtectionLevel = "HSM", Versions = [bare with { State = "DISABLED" }, bare with { ProtectionLevel = "SOFTWARE" }, bare] });

        var collected = await GoogleCollection.RunAsync(denied ? world.Deny("cloudkms:cryptoKeyVersions.get") : world, GoogleFleets.Hardware("acme", GoogleFleets.Key));

        collected.Calls["cloudkms:cryptoKeyVersions.get"].ShouldBe(calls);
        collected.Key.Versions.Value!.Items[2].Attestation.ShouldBeNull();
    }
}
