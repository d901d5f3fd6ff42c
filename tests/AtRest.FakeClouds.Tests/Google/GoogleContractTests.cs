using System.Net;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Google;

/// <summary>Behavior of Google that a simple fake would not have.</summary>
public sealed class GoogleContractTests
{
    private static readonly FakeIamBinding Conditional = new() { Role = "roles/cloudkms.viewer", Members = ["user:dana@example.com"], Condition = "true" };

    private static readonly FakeIamBinding Plain = new() { Role = "roles/owner", Members = ["user:sam@example.com"] };

    [Theory]
    [InlineData("?options.requestedPolicyVersion=3", 3)]
    [InlineData("?options.requested_policy_version=3", 3)]
    [InlineData("", 1)]
    [InlineData("?options.requestedPolicyVersion=0", 1)]
    [InlineData("?options.requestedPolicyVersion=1", 1)]
    public async Task GetIamPolicy_Conditions_AreShownInVersion3Only(string query, int version)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key, key => key with { Bindings = [Conditional, Plain] }).KeyRing(GoogleCaller.Ring, Conditional));

        foreach (string resource in new[] { GoogleCaller.Key, GoogleCaller.Ring })
        {
            JsonNode policy = (await new GoogleCaller(cloud).GetAsync($"{resource}:getIamPolicy{query}")).Json;

            ((int?)policy["version"]).ShouldBe(version);
            ((string?)policy["bindings"]![0]!["condition"]?["expression"]).ShouldBe(version == 3 ? "true" : null);
            ((string)policy["bindings"]![0]!["role"]!).ShouldMatch(version == 3 ? "^roles/cloudkms.viewer$" : "^roles/cloudkms.viewer_withcond_[0-9a-f]{20}$");
        }
    }

    [Fact]
    public async Task GetIamPolicy_NoConditions_IsVersion1WhateverIsRequested()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key, key => key with { Bindings = [Plain] }));

        JsonNode policy = (await new GoogleCaller(cloud).GetAsync($"{GoogleCaller.Key}:getIamPolicy?options.requestedPolicyVersion=3")).Json;

        ((int?)policy["version"]).ShouldBe(1);
        ((string?)policy["bindings"]![0]!["role"]).ShouldBe("roles/owner");
    }

    [Theory]
    [InlineData("ASYMMETRIC_SIGN", false)]
    [InlineData("ASYMMETRIC_DECRYPT", false)]
    [InlineData("MAC", false)]
    [InlineData("RAW_ENCRYPT_DECRYPT", false)]
    [InlineData("ENCRYPT_DECRYPT", true)]
    public async Task Get_Purpose_DecidesOnPrimaryAndRotation(string purpose, bool shown)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key, key => key with { Purpose = purpose, Primary = 1 }));

        JsonObject key = (await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key)).Json.AsObject();

        ((string?)key["purpose"]).ShouldBe(purpose);
        foreach (string member in new[] { "primary", "rotationPeriod", "nextRotationTime" })
        {
            key.ContainsKey(member).ShouldBe(shown, member);
        }
    }

    [Theory]
    [InlineData("", "requestedPolicyVersion=3")]
    [InlineData("", "pageSize=5")]
    [InlineData("/cryptoKeyVersions", "limit=5")]
    [InlineData("/cryptoKeyVersions", "options.requestedPolicyVersion=3")]
    [InlineData("/cryptoKeyVersions/1", "view=FULL")]
    [InlineData(":getIamPolicy", "requestedPolicyVersion=3")]
    [InlineData(":getIamPolicy", "options.version=3")]
    public async Task Get_UnknownQueryParameter_IsRefusedByName(string path, string query)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key));

        Answer answer = await new GoogleCaller(cloud).GetAsync($"{GoogleCaller.Key}{path}?{query}");

        string name = query.Split('=')[0];
        answer.Status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)answer.Json["error"]!["status"]).ShouldBe("INVALID_ARGUMENT");
        ((string?)answer.Json["error"]!["message"])!.ShouldStartWith($"Invalid JSON payload received. Unknown name \"{name}\": Cannot bind query parameter.");
        ((string?)answer.Json["error"]!["details"]![0]!["@type"]).ShouldBe("type.googleapis.com/google.rpc.BadRequest");
    }

    [Theory]
    [InlineData("/cryptoKeyVersions?page_size=5&page_token=&view=FULL")]
    [InlineData("?alt=json&prettyPrint=false&key=k&quotaUser=u&fields=name&$.xgafv=2&upload_protocol=x")]
    [InlineData("?$alt=json")]
    public async Task Get_KnownQueryParameters_AreAccepted(string query)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key));

        (await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key + query)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(":getIamPolicy?options.requestedPolicyVersion=2", HttpStatusCode.BadRequest)]
    [InlineData(":getIamPolicy?options.requestedPolicyVersion=three", HttpStatusCode.BadRequest)]
    [InlineData("/cryptoKeyVersions?view=ALL", HttpStatusCode.BadRequest)]
    [InlineData("/cryptoKeyVersions?pageSize=many", HttpStatusCode.BadRequest)]
    [InlineData("/cryptoKeyVersions?pageSize=1&pageSize=2", HttpStatusCode.BadRequest)]
    [InlineData("/cryptoKeyVersions?pageSize=1&page_size=2", HttpStatusCode.BadRequest)]
    [InlineData("/cryptoKeyVersions?filter=state=ENABLED", HttpStatusCode.NotImplemented)]
    [InlineData("?alt=media", HttpStatusCode.NotImplemented)]
    public async Task Get_WrongValue_IsRefused(string path, HttpStatusCode status)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key));

        (await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key + path)).Status.ShouldBe(status);
    }

    [Fact]
    public async Task Get_NumericEnums_AreNumbersAtAllLevels()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key, key => key with { ProtectionLevel = "HSM", Versions = [new() { State = "DESTROY_SCHEDULED" }, new() { State = "YET_UNKNOWN" }] }));
        GoogleCaller caller = new(cloud);

        JsonNode key = (await caller.GetAsync(GoogleCaller.Key + "?$alt=json%3Benum-encoding=int")).Json;
        JsonNode versions = (await caller.GetAsync(GoogleCaller.Key + "/cryptoKeyVersions?view=1&$alt=json%3Benum-encoding=int")).Json["cryptoKeyVersions"]!;

        ((int?)key["purpose"], (int?)key["versionTemplate"]!["protectionLevel"], (int?)key["versionTemplate"]!["algorithm"]).ShouldBe((1, 2, 1));
        ((int?)versions[0]!["state"], (int?)versions[0]!["attestation"]!["format"]).ShouldBe((4, 4));
        ((string?)versions[1]!["state"]).ShouldBe("YET_UNKNOWN");
    }

    [Theory]
    [InlineData("HSM", true)]
    [InlineData("HSM_SINGLE_TENANT", true)]
    [InlineData("SOFTWARE", false)]
    public async Task GetVersion_HardwareLevels_HaveAttestations(string level, bool shown)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key, key => key with { ProtectionLevel = level }));

        (await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key + "/cryptoKeyVersions/1")).Json.AsObject().ContainsKey("attestation").ShouldBe(shown);
    }

    [Fact]
    public async Task Get_ApiNotEnabledInTheProject_IsRefusedWithTheReason()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder().CryptoKey(GoogleCaller.Key).KmsDisabledProject("p"));
        GoogleCaller caller = new(cloud);

        foreach (string path in new[] { GoogleCaller.Key, GoogleCaller.Key + "/cryptoKeyVersions", GoogleCaller.Ring + ":getIamPolicy" })
        {
            JsonNode error = (await caller.GetAsync(path)).Json["error"]!;

            ((int?)error["code"], (string?)error["status"]).ShouldBe((403, "PERMISSION_DENIED"));
            JsonNode info = Info(error);
            ((string?)info["reason"], (string?)info["domain"], (string?)info["metadata"]!["consumer"]).ShouldBe(("SERVICE_DISABLED", "googleapis.com", "projects/p"));
        }

        (await caller.GetAsync(GoogleCaller.Key.Replace("projects/p/", "projects/other/", StringComparison.Ordinal))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Get_Refusals_HaveTheirReasonInErrorInfo()
    {
        ScenarioBuilder world = new ScenarioBuilder().CryptoKey(GoogleCaller.Key).Deny("cloudkms:cryptoKeys.get")
            .Error("cloudkms:cryptoKeyVersions.list", "PERMISSION_DENIED", error => error with { Status = 403, Reason = "BILLING_DISABLED" });
        await using FakeCloud cloud = await Clouds.StartAsync(world);
        await using FakeCloud throttled = await Clouds.StartAsync(world.Faults(faults => faults with { ThrottleRate = 1 }));

        JsonNode denied = Info((await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key)).Json["error"]!);
        ((string?)denied["reason"], (string?)denied["metadata"]!["permission"], (string?)denied["metadata"]!["resource"]).ShouldBe(("IAM_PERMISSION_DENIED", "cloudkms.cryptoKeys.get", GoogleCaller.Key));
        ((string?)Info((await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key + "/cryptoKeyVersions")).Json["error"]!)["reason"]).ShouldBe("BILLING_DISABLED");
        ((string?)Info((await new GoogleCaller(cloud) { Token = null }.GetAsync(GoogleCaller.Key)).Json["error"]!)["reason"]).ShouldBe("CREDENTIALS_MISSING");
        ((string?)Info((await new GoogleCaller(throttled).GetAsync(GoogleCaller.Key)).Json["error"]!)["reason"]).ShouldBe("RATE_LIMIT_EXCEEDED");
        (await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key + "2/cryptoKeyVersions/1")).Json["error"]!.AsObject().ContainsKey("details").ShouldBeFalse();
    }

    private static JsonNode Info(JsonNode error) =>
        error["details"]!.AsArray().Single(detail => (string?)detail!["@type"] == "type.googleapis.com/google.rpc.ErrorInfo")!;
}
