using System.Net;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Google;

/// <summary>What keys protect, and the records of deleted keys.</summary>
public sealed class KmsInventoryTests
{
    private const string Summary = "/protectedResourcesSummary";

    private static ScenarioBuilder World => new ScenarioBuilder().CryptoKey(GoogleCaller.Key, key => key with
    {
        ProtectedResources = [new() { Type = "storage.googleapis.com/Bucket", Project = "b", Location = "eu" }],
        Versions = [new() { ProtectedResources = [new() { Project = "a", Count = 2 }] }, new()],
    });

    [Fact]
    public async Task Get_Key_CountsTheResourcesOfAllVersionsInGooglesFormat()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World);

        Answer answer = await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key + Summary + "?fallbackScope=FALLBACK_SCOPE_PROJECT");

        ((string?)answer.Json["name"]).ShouldBe(GoogleCaller.Key + Summary);
        answer.Json["resourceCount"]!.ToJsonString().ShouldBe("\"3\"");
        answer.Json["projectCount"]!.ToJsonString().ShouldBe("2");
        answer.Json["resourceTypes"]!.ToJsonString().ShouldBe("""{"compute.googleapis.com/Disk":"2","storage.googleapis.com/Bucket":"1"}""");
        answer.Json["cloudProducts"]!.ToJsonString().ShouldBe("""{"compute":"2","storage":"1"}""");
        answer.Json["locations"]!.ToJsonString().ShouldBe("""{"eu":"1","europe-west1-b":"2"}""");
        answer.Json["warnings"].ShouldBeNull();
    }

    [Theory]
    [InlineData("/cryptoKeyVersions/1", "\"2\"")]
    [InlineData("/cryptoKeyVersions/2", null)]
    public async Task Get_Version_CountsItsOwn(string version, string? count)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World);

        (await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key + version + Summary)).Json["resourceCount"]?.ToJsonString().ShouldBe(count);
    }

    [Theory]
    [InlineData("/cryptoKeyVersions/3" + Summary, HttpStatusCode.NotFound)]
    [InlineData("x" + Summary, HttpStatusCode.NotFound)]
    [InlineData(Summary + "?pageSize=1", HttpStatusCode.BadRequest)]
    [InlineData(Summary + "?fallbackScope=EVERYTHING", HttpStatusCode.BadRequest)]
    public async Task Get_WrongRequest_IsRefused(string rest, HttpStatusCode status)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World);

        (await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key + rest)).Status.ShouldBe(status);
    }

    [Theory]
    [InlineData("https://www.googleapis.com/auth/cloudkms", HttpStatusCode.Forbidden)]
    [InlineData("https://www.googleapis.com/auth/cloud-platform", HttpStatusCode.OK)]
    public async Task Get_TokenOfAScope_NeedsThatOfTheApi(string scope, HttpStatusCode status)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World.ServiceAccount("a@p.iam.gserviceaccount.com"));
        GoogleCaller caller = new(cloud);
        long expiry = TimeProvider.System.GetUtcNow().AddMinutes(30).ToUnixTimeSeconds();
        string token = (string)(await caller.TokenAsync($$"""{"iss": "a@p.iam.gserviceaccount.com", "exp": {{expiry}}, "scope": "{{scope}}"}""")).Json["access_token"]!;

        Answer answer = await (caller with { Token = token }).GetAsync(GoogleCaller.Key + Summary);

        answer.Status.ShouldBe(status);
        answer.Body.Contains("ACCESS_TOKEN_SCOPE_INSUFFICIENT", StringComparison.Ordinal).ShouldBe(status == HttpStatusCode.Forbidden);
        (await (caller with { Token = token }).GetAsync(GoogleCaller.Key)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Get_ApiNotEnabled_NamesTheApi()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World.KmsInventoryDisabledProject("p"));

        (await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key + Summary)).Body.ShouldContain("KMS Inventory API has not been used in project p");
        (await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Get_Denied_NamesThePermissionOfCloudKms()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(World.Deny("kmsinventory:getProtectedResourcesSummary"));

        ((string?)(await new GoogleCaller(cloud).GetAsync(GoogleCaller.Key + Summary)).Json["error"]!["message"])!.ShouldContain("Permission 'cloudkms.cryptoKeys.get' denied");
    }

    [Fact]
    public async Task List_RetiredKeys_AreThoseOfTheLocationInPages()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(
            World.RetiredCryptoKey(GoogleCaller.Ring + "/cryptoKeys/a").RetiredCryptoKey(GoogleCaller.Ring + "/cryptoKeys/b").RetiredCryptoKey("projects/p/locations/us/keyRings/r/cryptoKeys/c").PageSize(1));
        GoogleCaller caller = new(cloud);

        Answer first = await caller.GetAsync("projects/p/locations/europe-west1/retiredResources");
        Answer last = await caller.GetAsync($"projects/p/locations/europe-west1/retiredResources?pageToken={Uri.EscapeDataString((string)first.Json["nextPageToken"]!)}");

        ((string?)first.Json["retiredResources"]![0]!["originalResource"]).ShouldEndWith("/a");
        ((string?)first.Json["totalSize"]).ShouldBe("2");
        ((string?)last.Json["retiredResources"]![0]!["originalResource"]).ShouldEndWith("/b");
        last.Json["nextPageToken"].ShouldBeNull();
        (await caller.GetAsync("projects/p/locations/europe-west1/retiredResources?pageToken=x")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
