using System.Net;
using System.Text.Json;
using AtRest.Functions.Tests.Support;

namespace AtRest.Functions.Tests.Driving;

/// <summary>The published app, driven as the host drives it: timer, queues, poison, forwarded HTTP, and SIGKILL in between.</summary>
public sealed class NightTests(PublishedApp published)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NightlyAudit_CalledTwiceForOneNight_GivesOneReportForEachOrganization()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);

        foreach (var isPastDue in new[] { false, true })
        {
            using var answer = await app.Client.TimerAsync("NightlyAudit", isPastDue);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, app.Logs);
            (await answer.Content.ReadAsStringAsync(Token)).ShouldBe(HostCalls.Done);
            await app.Triggers.RunAsync(() => app.Client, Token);
        }

        foreach (var organization in FunctionsApp.Organizations)
        {
            var report = (await app.ReportsAsync(organization)).ShouldHaveSingleItem();
            var latest = await app.GetAsync($"api/organizations/{organization}/reports/latest/json");
            latest.GetProperty("reportId").GetString().ShouldBe(report.GetProperty("id").GetString());
            latest.GetProperty("clusters").GetArrayLength().ShouldBe(2);
        }
    }

    [Fact]
    public async Task Handler_KilledAtAnyMoment_LosesAndDoublesNoReport()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        using var timer = await app.Client.TimerAsync("NightlyAudit");
        timer.StatusCode.ShouldBe(HttpStatusCode.OK, app.Logs);

        var working = app.Triggers.RunAsync(() => app.Client, Token);
        for (var kill = 1; kill <= 4 && !working.IsCompleted; kill++)
        {
            await Task.Delay(40 * kill, Token);
            await app.RestartAsync();
        }

        await working;

        foreach (var organization in FunctionsApp.Organizations)
        {
            (await app.ReportsAsync(organization)).ShouldHaveSingleItem();
        }
    }

    /// <summary>What the host gave up is said in the report, and the audit comes to its end.</summary>
    [Fact]
    public async Task Poison_OfABatch_CompletesTheAuditWithoutItsClusters()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        var ordered = await app.PostAsync("api/organizations/acme/audits", HttpStatusCode.Accepted);
        var isGivenUp = false;
        while (await app.Triggers.ReceiveAsync("atrest-audits", Token) is { } message)
        {
            // The plan's message is worked on; of the batches the first one is given up.
            var isPlan = message.Text.Contains("\"start\"", StringComparison.Ordinal);
            using var answer = await app.Client.QueueAsync(isPlan || isGivenUp ? "AuditCluster" : "AuditClusterPoison", message.Text, message.DequeueCount);
            isGivenUp |= !isPlan;
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, app.Logs);
            await app.Triggers.CompleteAsync("atrest-audits", message, Token);
        }

        isGivenUp.ShouldBeTrue();
        var status = await app.GetAsync($"api/organizations/acme/audits/{ordered.GetProperty("id").GetString()}");
        status.GetProperty("state").GetString().ShouldBe("completed");
        status.GetProperty("notEvaluated").GetInt32().ShouldBeGreaterThan(0);
        (await app.ReportsAsync("acme")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task KeyPolicyChanged_ForwardedByTheHost_AuditsTheClusterOfTheKey()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        var body = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["version"] = "0",
            ["id"] = Guid.NewGuid().ToString(),
            ["detail-type"] = "AWS API Call via CloudTrail",
            ["source"] = "aws.kms",
            ["account"] = "111122223333",
            ["time"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ"),
            ["region"] = "eu-west-1",
            ["resources"] = Array.Empty<string>(),
            ["detail"] = new { eventSource = "kms.amazonaws.com", eventName = "PutKeyPolicy", eventID = Guid.NewGuid().ToString(), awsRegion = "eu-west-1", requestParameters = new { keyId = FunctionsApp.KeyArn(1) } },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/key-policy") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("x-atrest-webhook-key", FunctionsApp.WebhookKey);

        using var answer = await app.Client.SendAsync(request, Token);
        await app.Triggers.RunAsync(() => app.Client, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var report = (await app.ReportsAsync("acme")).ShouldHaveSingleItem();
        report.GetProperty("cause").GetString().ShouldBe("keyChange");
        (await app.ReportsAsync("globex")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Api_Forwarded_AsksForCredentialsAndKnowsNoTriggers()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);

        using var stranger = await app.Client.ForwardAsync(HttpMethod.Get, "api/organizations/acme/reports");
        using var trigger = await app.Client.ForwardAsync(HttpMethod.Post, "api/NightlyAudit", body: HostCalls.Timer(isPastDue: false));
        var ready = await app.GetAsync("api/health/ready");

        stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        trigger.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        ready.GetProperty("status").GetString().ShouldBe("ready");
    }
}
