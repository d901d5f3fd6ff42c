using System.Net;
using System.Text;
using System.Text.Json;
using AtRest.Functions.Tests.Support;
using AtRest.Functions.Tests.Support.HostDouble;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Functions.Tests.Driving;

/// <summary>Audits by the published app: by the timer, on demand, by the webhook, with poison messages, and with a worker that is killed in between.</summary>
public sealed class AuditTests(PublishedApp published)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NightlyAudit_CalledTwiceForOneNight_GivesOneReportForEachOrganization()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);

        foreach (var isPastDue in new[] { false, true })
        {
            await app.TimerAsync("NightlyAudit", isPastDue);
            await app.Triggers.RunAsync(() => app.Host, Token);
        }

        foreach (var organization in FunctionsApp.Organizations)
        {
            var report = (await app.ReportsAsync(organization)).ShouldHaveSingleItem();
            report.GetProperty("cause").GetString().ShouldBe("nightly");
            var latest = await app.GetAsync($"api/organizations/{organization}/reports/latest/json");
            latest.GetProperty("reportId").GetString().ShouldBe(report.GetProperty("id").GetString());
            latest.GetProperty("clusters").GetArrayLength().ShouldBe(2);
        }
    }

    [Fact]
    public async Task StartAudit_ByHttp_EndsInAReport()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);

        var ordered = await app.PostAsync("api/organizations/acme/audits", HttpStatusCode.Accepted);
        await app.Triggers.RunAsync(() => app.Host, Token);

        var status = await app.GetAsync($"api/organizations/acme/audits/{ordered.GetProperty("id").GetString()}");
        status.GetProperty("state").GetString().ShouldBe("completed");
        (await app.ReportsAsync("acme")).ShouldHaveSingleItem().GetProperty("cause").GetString().ShouldBe("request");
        (await app.ReportsAsync("globex")).ShouldBeEmpty();
    }

    [Fact]
    public async Task ClusterReport_ByHttp_IsAboutTheOneCluster()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);

        var report = await app.PostAsync($"api/organizations/acme/clusters/{FunctionsApp.ClusterId(1)}/report", HttpStatusCode.OK);

        report.GetProperty("clusters").EnumerateArray().ShouldHaveSingleItem().GetProperty("id").GetString().ShouldBe(FunctionsApp.ClusterId(1));
    }

    [Fact]
    public async Task KeyPolicyChanged_ByHttp_AuditsTheClusterOfTheKey()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        using var request = app.Request(HttpMethod.Post, "api/webhooks/key-policy", new StringContent(PolicyChange(), Encoding.UTF8, "application/json"), isSignedIn: false);
        request.Headers.Add("x-atrest-webhook-key", FunctionsApp.WebhookKey);

        using var answer = await app.Host.SendAsync(request, Token);
        await app.Triggers.RunAsync(() => app.Host, Token);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await app.ReportsAsync("acme")).ShouldHaveSingleItem().GetProperty("cause").GetString().ShouldBe("keyChange");
        (await app.ReportsAsync("globex")).ShouldBeEmpty();
    }

    /// <summary>The report says what the host gave up, and the audit comes to its end.</summary>
    [Fact]
    public async Task Poison_OfABatch_CompletesTheAuditWithoutItsClusters()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        var ordered = await app.PostAsync("api/organizations/acme/audits", HttpStatusCode.Accepted);
        var isGivenUp = false;
        while (await app.Triggers.ReceiveAsync("atrest-audits", Token) is { } message)
        {
            // The message of the plan is worked on; of the batches the first one is given up.
            var isPlan = message.Text.Contains("\"start\"", StringComparison.Ordinal);
            var answer = await app.Host.InvokeAsync(Invocation.Queue(isPlan || isGivenUp ? "AuditCluster" : "AuditClusterPoison", message.Text, message.DequeueCount), Token);
            answer.Result.Status.ShouldBe(StatusResult.Types.Status.Success, app.Host.Text);
            isGivenUp |= !isPlan;
            await app.Triggers.CompleteAsync("atrest-audits", message, Token);
        }

        isGivenUp.ShouldBeTrue();
        var status = await app.GetAsync($"api/organizations/acme/audits/{ordered.GetProperty("id").GetString()}");
        status.GetProperty("state").GetString().ShouldBe("completed");
        status.GetProperty("notEvaluated").GetInt32().ShouldBeGreaterThan(0);
        (await app.ReportsAsync("acme")).ShouldHaveSingleItem();
    }

    /// <summary>Of an audit that could not even be planned nothing can be reported: it ends, and says that no cluster was evaluated.</summary>
    [Fact]
    public async Task Poison_OfAStart_EndsTheAudit()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        var ordered = await app.PostAsync("api/organizations/acme/audits", HttpStatusCode.Accepted);
        var message = (await app.Triggers.ReceiveAsync("atrest-audits", Token)).ShouldNotBeNull();

        var answer = await app.Host.InvokeAsync(Invocation.Queue("AuditClusterPoison", message.Text, message.DequeueCount), Token);

        answer.Result.Status.ShouldBe(StatusResult.Types.Status.Success, app.Host.Text);
        var status = await app.GetAsync($"api/organizations/acme/audits/{ordered.GetProperty("id").GetString()}");
        status.GetProperty("state").GetString().ShouldBe("completed");
        status.GetProperty("notEvaluated").GetInt32().ShouldBe(2);
    }

    /// <summary>A failure is counted by AtRest, not by the host: the message is queued again, and goes to the poison queue after the fifth.</summary>
    [Theory]
    [InlineData("AuditCluster")]
    [InlineData("AuditKey")]
    [InlineData("SendNotification")]
    public async Task Queue_MessageThatIsNotOurs_IsQueuedAgainAndThePoisonFunctionTakesIt(string function)
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);

        var queued = 0;
        foreach (var text in new[] { "not a message of ours", """{"Id":"mine","PopReceipt":7,"DequeueCount":"many"}""" })
        {
            var first = await app.Host.InvokeAsync(Invocation.Queue(function, text), Token);
            var poison = await app.Host.InvokeAsync(Invocation.Queue($"{function}Poison", text, dequeueCount: 5), Token);

            first.Result.Status.ShouldBe(StatusResult.Types.Status.Success, app.Host.Text);
            (await app.Triggers.OutstandingAsync(Token)).ShouldBe(++queued, "a copy waits");
            poison.Result.Status.ShouldBe(StatusResult.Types.Status.Success, app.Host.Text);
        }
    }

    [Fact]
    public async Task Worker_KilledAtAnyMoment_LosesAndDoublesNoReport()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder, new() { LatencyMs = 20 });
        await app.TimerAsync("NightlyAudit");

        var working = app.Triggers.RunAsync(() => app.Host, Token);
        for (var kill = 1; kill <= 3 && !working.IsCompleted; kill++)
        {
            if (kill == 1)
            {
                // In the middle of the work: clouds have been called, and the results are not all stored. The others die as soon as they have started, while the claims of the first are alive.
                await Until.TrueAsync("the worker has called a cloud, or is done", () => working.IsCompleted || app.Cloud.Calls.Values.Sum() > 2);
            }

            await app.RestartAsync();
        }

        await working;

        foreach (var organization in FunctionsApp.Organizations)
        {
            (await app.ReportsAsync(organization)).ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task Cancel_InMidBatch_EndsTheCallAndNothingElse()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder, new() { LatencyMs = 30_000 });
        var batch = await app.StartBatchAsync();

        app.Host.Cancel(batch.Invocation.Id);

        // The call to the cloud alone would take 30 s.
        var answer = await batch.Answer.WaitAsync(TimeSpan.FromSeconds(15), Token);
        answer.Result.Status.ShouldNotBe(StatusResult.Types.Status.Success);
        (await app.SendAsync(HttpMethod.Get, "api/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.Triggers.OutstandingAsync(Token)).ShouldBeGreaterThan(0);
    }

    private static string PolicyChange() => JsonSerializer.Serialize(new Dictionary<string, object>
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
}
