using System.Net;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Scenarios;
using AtRest.Tests.Shared;

namespace AtRest.Collectors.Tests.Camunda;

public sealed class TokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CollectAsync_TwiceInAProcess_RequestsOneToken()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of());

        await world.CollectAsync();
        await world.CollectAsync();

        (world.Calls("GetToken"), world.Calls("GetClusters"), world.Calls("GetClustersParameters")).ShouldBe((1, 2, 2));
    }

    [Fact]
    public async Task CollectAsync_TwoOrganizationsOfOneClient_AreReadOnce()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(new FakeCamundaCluster { Uuid = "u-1", Name = "one" }));

        var evidence = await world.CollectAsync(Cancellation, CamundaWorld.Acme, CamundaWorld.Acme with { Id = "acme-two" });

        (world.Calls("GetToken"), world.Calls("GetClusters"), world.Calls("GetClustersParameters")).ShouldBe((1, 1, 1));
        evidence["acme-two"]!.Clusters.Value!.Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task CollectAsync_SeveralOrganizations_RequestOneTokenASecond()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of().Camunda("borealis", null).Camunda(camunda => camunda with { TokenIntervalMs = 1000 }));

        var evidence = await world.CollectAsync(Cancellation, CamundaWorld.Acme, CamundaWorld.Borealis);

        evidence.Values.ShouldAllBe(camunda => camunda!.Clusters.Value != null);
        world.Cloud.History.Where(call => call.Operation == "camunda:GetToken").Select(call => call.Status).ShouldBe([200, 200]);
    }

    [Fact]
    public async Task CollectAsync_TooManyTokens_WaitsAsLongAsTheServiceAsks()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of().Camunda("borealis", null).Camunda(camunda => camunda with { TokenIntervalMs = 2800, RetryAfterSeconds = 3 }));

        var evidence = await world.CollectAsync(Cancellation, CamundaWorld.Acme, CamundaWorld.Borealis);

        evidence.Values.ShouldAllBe(camunda => camunda!.Clusters.Value != null);
        world.Cloud.History.Where(call => call.Operation == "camunda:GetToken").Select(call => call.Status).ShouldBe([200, 429, 200]);
    }

    [Fact]
    public async Task CollectAsync_ServiceAsksForAWaitOfAnHour_IsReportedAtOnce()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of().Camunda("borealis", null).Camunda(camunda => camunda with { TokenIntervalMs = 60_000, RetryAfterSeconds = 3600 }));

        var evidence = await world.CollectAsync(Cancellation, CamundaWorld.Acme, CamundaWorld.Borealis);

        var absence = evidence.Values.Select(camunda => camunda!.Clusters.Absence).OfType<Absence>().ShouldHaveSingleItem();
        (absence.Kind, absence.Call?.Source, absence.Call?.Kind).ShouldBe((AbsenceKind.NotAttempted, "camunda:POST /oauth/token", AbsenceKind.Failed));
        absence.Cause.ShouldContain("3600 seconds");
        world.Calls("GetToken").ShouldBe(2);
    }

    [Theory]
    [InlineData(3000, 1)]
    [InlineData(3560, 2)]
    [InlineData(4000, 2)]
    public async Task CollectAsync_TokenIsAboutToExpire_IsRenewed(int seconds, int tokens)
    {
        var clock = new ShiftingClock();
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of().Camunda(camunda => camunda with { TokenLifetimeSeconds = 3600 }), clock, clock);
        await world.CollectAsync();

        clock.Shift = TimeSpan.FromSeconds(seconds);
        (await world.CollectAsync()).Clusters.Value.ShouldNotBeNull();

        world.Calls("GetToken").ShouldBe(tokens);
        world.Cloud.History.ShouldAllBe(call => call.Status == 200);
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(275, 2)]
    [InlineData(600, 2)]
    public async Task CollectAsync_TokenOfFiveMinutes_IsRenewedInTime(int seconds, int tokens)
    {
        var clock = new ShiftingClock();
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of().Camunda(camunda => camunda with { TokenLifetimeSeconds = 300 }), clock, clock);
        await world.CollectAsync();

        clock.Shift = TimeSpan.FromSeconds(seconds);
        (await world.CollectAsync()).Clusters.Value.ShouldNotBeNull();

        world.Calls("GetToken").ShouldBe(tokens);
        world.Cloud.History.ShouldAllBe(call => call.Status == 200);
    }

    [Fact]
    public async Task CollectAsync_SecretWithSpecialCharacters_ReachesCamundaUnchanged()
    {
        const string Secret = "a+b&c=d%20 ü~\"'";
        await using var world = await CamundaWorld.StartAsync(new ScenarioBuilder().Camunda("acme", Secret));
        world.Settings["SECRET"] = Secret;

        (await world.CollectAsync()).Clusters.Value.ShouldNotBeNull();
    }

    /// <summary>https://docs.camunda.io/docs/apis-tools/administration-api/authentication/ documents a form, and https://www.rfc-editor.org/rfc/rfc6749#section-4.4.2 asks for it.</summary>
    [Fact]
    public async Task CollectAsync_TokenRequest_IsAForm()
    {
        using var listener = new HttpListener();
        var prefix = $"http://127.0.0.1:{FreePort.Next()}/";
        listener.Prefixes.Add(prefix);
        listener.Start();
        var request = RecordAsync(listener);
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(), oauth: new Uri(prefix + "oauth/token"));

        await world.CollectAsync();

        var (method, contentType, body) = await request;
        (method, contentType).ShouldBe(("POST", "application/x-www-form-urlencoded"));
        body.ShouldBe($"grant_type=client_credentials&audience=api.cloud.camunda.io&client_id=acme&client_secret={CamundaWorld.Secret}");
    }

    [Fact]
    public async Task CollectAsync_TokenExpiresDuringTheAudit_IsRenewedOnceForAllCalls()
    {
        var cloudClock = new ShiftingClock();
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of(), cloudClock: cloudClock);
        await world.CollectAsync();

        cloudClock.Shift = TimeSpan.FromDays(2);
        var evidence = await world.CollectAsync();

        evidence.Clusters.Value.ShouldNotBeNull();
        evidence.Regions.Value.ShouldNotBeNull();
        world.Calls("GetToken").ShouldBe(2);
    }

    [Fact]
    public async Task CollectAsync_WrongSecret_IsDeniedOnceAndTheSecretIsNotShown()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of());
        world.Settings["SECRET"] = "wr0ng-secret";

        var evidence = await world.CollectAsync();

        var absence = evidence.Clusters.Absence!;
        evidence.Regions.Absence.ShouldBe(absence);
        (absence.Kind, absence.Call?.Kind, absence.ErrorCode).ShouldBe((AbsenceKind.NotAttempted, AbsenceKind.Denied, "access_denied"));
        absence.Cause.ShouldContain("ID");
        absence.Cause.ShouldNotContain("wr0ng-secret");
        (world.Calls("GetToken"), world.Calls("GetClusters")).ShouldBe((1, 0));
    }

    [Theory]
    [InlineData("ID", "The setting ID")]
    [InlineData("SECRET", "The setting SECRET")]
    public async Task CollectAsync_MissingSetting_IsNamedAndNoCallIsMade(string missing, string said)
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of());
        world.Settings[missing] = " ";

        var absence = (await world.CollectAsync()).Clusters.Absence!;

        (absence.Kind, absence.Call).ShouldBe((AbsenceKind.NotAttempted, null));
        absence.Cause.ShouldStartWith(said);
        absence.Cause.ShouldNotContain(CamundaWorld.Secret);
        world.Cloud.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task CollectAsync_SettingOfDotNetsConfiguration_IsFound()
    {
        await using var world = await CamundaWorld.StartAsync(CamundaWorld.Of());
        world.Settings["AtRest__Camunda__Secret"] = $"{CamundaWorld.Secret}\n";
        var organization = CamundaWorld.Acme with { Camunda = CamundaWorld.Acme.Camunda! with { ClientSecretVariable = "AtRest:Camunda:Secret" } };

        (await world.CollectAsync(Cancellation, organization))["acme"]!.Clusters.Value.ShouldNotBeNull();
    }

    private static async Task<(string Method, string? ContentType, string Body)> RecordAsync(HttpListener listener)
    {
        var context = await listener.GetContextAsync();
        using var reader = new StreamReader(context.Request.InputStream);
        var body = await reader.ReadToEndAsync(Cancellation);
        context.Response.StatusCode = (int)HttpStatusCode.Unauthorized;
        context.Response.Close();
        return (context.Request.HttpMethod, context.Request.ContentType, body);
    }
}
