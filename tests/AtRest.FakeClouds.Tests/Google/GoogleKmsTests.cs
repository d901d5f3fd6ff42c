using System.Net;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Google;

public sealed class GoogleKmsTests
{
    [Fact]
    public async Task Get_HealthyKey_HasGooglesFormat()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key));

        Answer answer = await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key);

        answer.Status.ShouldBe(HttpStatusCode.OK);
        ((string?)answer.Json["name"]).ShouldBe(GoogleCaller.Key);
        ((string?)answer.Json["primary"]!["name"]).ShouldBe(GoogleCaller.Key + "/cryptoKeyVersions/1");
        ((string?)answer.Json["primary"]!["state"]).ShouldBe("ENABLED");
        ((string?)answer.Json["rotationPeriod"]).ShouldBe("31536000s");
        ((string?)answer.Json["versionTemplate"]!["protectionLevel"]).ShouldBe("SOFTWARE");
        cloud.Calls["cloudkms:cryptoKeys.get"].ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 3)]
    public async Task Get_NoPrimary_OmitsIt(int primary, int versions)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(
            GoogleCaller.Key, key => key with { Primary = primary == 3 ? 0 : null, Versions = [.. Enumerable.Repeat(0, versions).Select(_ => new FakeCryptoKeyVersion())] }));

        (await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key)).Json["primary"].ShouldBeNull();
    }

    [Fact]
    public async Task List_SmallPages_AreReadByTheirTokens()
    {
        FakeCryptoKeyVersion[] versions = [.. Enumerable.Repeat(0, 5).Select(_ => new FakeCryptoKeyVersion())];
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key, key => key with { Versions = versions }).PageSize(2));
        GoogleCaller caller = new(cloud);
        List<string?> names = [];
        string token = "";
        do
        {
            Answer page = await caller.GetAsync($"{GoogleCaller.Key}/cryptoKeyVersions?pageToken={Uri.EscapeDataString(token)}");
            names.AddRange(page.Json["cryptoKeyVersions"]!.AsArray().Select(version => ((string?)version!["name"])?.Split('/')[^1]));
            token = (string?)page.Json["nextPageToken"] ?? "";
        }
        while (token.Length > 0);

        names.ShouldBe(["1", "2", "3", "4", "5"]);
        (await caller.GetAsync($"{GoogleCaller.Key}/cryptoKeyVersions?pageToken=x")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await caller.GetAsync($"{GoogleCaller.Key}/cryptoKeyVersions?pageSize=1001")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?view=FULL", true)]
    public async Task List_HsmVersions_ShowTheirAttestationInFullViewOnly(string query, bool shown)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key, key => key with { ProtectionLevel = "HSM" }));

        Answer answer = await new GoogleCaller(cloud).GetAsync($"{GoogleCaller.Key}/cryptoKeyVersions{query}");

        (answer.Json["cryptoKeyVersions"]![0]!["attestation"] is not null).ShouldBe(shown);
    }

    [Fact]
    public async Task GetVersion_Hsm_ShowsTheAttestation()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key, key => key with { ProtectionLevel = "HSM" }));
        GoogleCaller caller = new(cloud);

        ((string?)(await caller.GetAsync($"{GoogleCaller.Key}/cryptoKeyVersions/1")).Json["attestation"]!["format"]).ShouldBe("CAVIUM_V2_COMPRESSED");
        (await caller.GetAsync($"{GoogleCaller.Key}/cryptoKeyVersions/2")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task GetIamPolicy_KeyAndRing_HaveTheirOwnBindings()
    {
        FakeIamBinding conditional = new() { Role = "roles/cloudkms.viewer", Members = ["allUsers"], Condition = "true" };
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key, key => key with { Bindings = [conditional] }));
        GoogleCaller caller = new(cloud);

        Answer key = await caller.GetAsync($"{GoogleCaller.Key}:getIamPolicy?options.requestedPolicyVersion=3");
        Answer ring = await caller.GetAsync($"{GoogleCaller.Ring}:getIamPolicy");

        ((string?)key.Json["bindings"]![0]!["members"]![0]).ShouldBe("allUsers");
        ((string?)key.Json["bindings"]![0]!["condition"]!["expression"]).ShouldBe("true");
        ring.Json["bindings"].ShouldBeNull();
        (await caller.GetAsync("projects/p/locations/l/keyRings/other:getIamPolicy")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData(GoogleCaller.Key + "2", HttpStatusCode.NotFound, "NOT_FOUND")]
    [InlineData("projects/p/locations", HttpStatusCode.NotFound, "NOT_FOUND")]
    [InlineData(GoogleCaller.Key + ":setIamPolicy", HttpStatusCode.NotFound, "NOT_FOUND")]
    public async Task Get_MissingResource_IsRefusedInGooglesFormat(string path, HttpStatusCode status, string code)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key));

        Answer answer = await new GoogleCaller(cloud).GetAsync(path);

        answer.Status.ShouldBe(status);
        ((int?)answer.Json["error"]!["code"]).ShouldBe((int)status);
        ((string?)answer.Json["error"]!["status"]).ShouldBe(code);
    }

    [Fact]
    public async Task Get_Denied_NamesThePermission()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key).Deny("cloudkms:cryptoKeys.get"));

        Answer answer = await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key);

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        ((string?)answer.Json["error"]!["message"]).ShouldBe($"Permission 'cloudkms.cryptoKeys.get' denied on resource '{GoogleCaller.Key}' (or it may not exist).");
    }

    [Fact]
    public async Task Get_Throttled_HasRetryAfter()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(
            new ScenarioBuilder().CryptoKey(GoogleCaller.Key).Faults(faults => faults with { ThrottleRate = 1, RetryAfterSeconds = 7 }));

        Answer answer = await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key);

        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        ((string?)answer.Json["error"]!["status"]).ShouldBe("RESOURCE_EXHAUSTED");
        answer.Headers["Retry-After"].ShouldBe(["7"]);
    }
}
