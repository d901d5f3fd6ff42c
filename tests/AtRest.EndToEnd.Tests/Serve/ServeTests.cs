using System.Diagnostics;
using System.Net;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Serve;

/// <summary>The self-hosted server on an empty machine, with nothing but an inventory.</summary>
public sealed class ServeTests : CloudTest
{
    private string Data => InFolder("data");

    private string KeyFile => Path.Combine(Data, "operator.key");

    private string InventoryPath => InFolder("inventory.json");

    [Fact]
    public async Task Serve_WithAnInventoryOnly_AuditsAndServesTheReport()
    {
        await StartCloudAsync(2);
        await using var serve = await (await StartAsync()).EnterAsync(KeyFile);

        var status = await serve.AuditAsync("acme");
        var report = await serve.GetAsync("api/organizations/acme/reports/latest/json");

        report.GetProperty("reportId").GetString().ShouldBe(status.GetProperty("reportId").GetString());
        report.GetProperty("clusters").GetArrayLength().ShouldBe(2);
        (await serve.Client.GetStringAsync("api/organizations/acme/reports/latest/html", TestContext.Current.CancellationToken)).ShouldContain("Acme Bank");
    }

    [Fact]
    public async Task Serve_WithItsInventoryInTheStorage_AuditsOnceItIsThere()
    {
        await StartCloudAsync(1);
        var stored = Path.Combine(Data, "blobs", "config", "inventory.json.blob");
        await File.WriteAllTextAsync(InFolder("settings.json"), """{ "AtRest": { "Inventory": "blob:config/inventory.json" } }""", TestContext.Current.CancellationToken);
        await using var serve = await (await ServeProcess.StartAsync(Settings, "--settings", InFolder("settings.json"), "--data", Data)).EnterAsync(KeyFile);
        using var early = await serve.Client.GetAsync("api/health/ready", TestContext.Current.CancellationToken);
        early.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        Directory.CreateDirectory(Path.GetDirectoryName(stored)!);
        await File.WriteAllTextAsync(
            stored,
            """AtRest-Blob-1 {"eTag":"00000000000000000000000000000001","contentType":"application/json","lastModified":"2026-11-24T10:00:00+00:00"}""" + "\n"
                + await File.ReadAllTextAsync(InventoryPath, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

        (await serve.AuditAsync("acme")).GetProperty("state").GetString().ShouldBe("completed");
    }

    [Fact]
    public async Task Serve_WithBrokenCredentials_ReportsTheClusterAsUnknown()
    {
        await StartCloudAsync(1);
        var settings = new CliSettings().With("AWS_ENDPOINT_URL", Cloud.Endpoint.ToString()).With("AWS_PROFILE", "p")
            .With("AWS_CONFIG_FILE", await WriteAsync("config", "[profile p]\ncredential_process = /bin/false"));
        await using var serve = await (await ServeProcess.StartAsync(settings, "--inventory", InventoryPath, "--data", Data)).EnterAsync(KeyFile);

        using var answer = await serve.Client.PostAsync($"api/organizations/acme/clusters/{Fleet.ClusterId(1)}/report?format=json", null, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, serve.Said);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("(/bin/false) failed");
    }

    [Fact]
    public async Task OperatorKey_Always_IsForItsOwnerAndInNoLog()
    {
        await StartCloudAsync(1);
        string key;
        await using (var serve = await StartAsync())
        {
            key = (await File.ReadAllTextAsync(KeyFile, TestContext.Current.CancellationToken)).Trim();
            (OperatingSystem.IsWindows() ? null : (UnixFileMode?)File.GetUnixFileMode(KeyFile)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await serve.HearAsync(KeyFile);
            await serve.HearAsync("curl");
            using var stranger = await serve.Client.GetAsync("api/organizations/acme/reports", TestContext.Current.CancellationToken);
            stranger.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
            await serve.StopAsync("TERM");
            serve.Said.ShouldNotContain(key);
        }

        await using var again = await (await StartAsync()).EnterAsync(KeyFile);
        (await File.ReadAllTextAsync(KeyFile, TestContext.Current.CancellationToken)).Trim().ShouldBe(key);
        using var answer = await again.Client.GetAsync("api/organizations/acme/reports", TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>They are the Functions host's alone.</summary>
    [Theory]
    [InlineData("NightlyAudit")]
    [InlineData("AuditCluster")]
    [InlineData("AuditClusterPoison")]
    [InlineData("AuditKey")]
    [InlineData("SendNotification")]
    [InlineData("api/AuditCluster")]
    public async Task Serve_Always_HasNoEndpointsOfTriggers(string path)
    {
        await StartCloudAsync(1);
        await using var serve = await (await StartAsync()).EnterAsync(KeyFile);

        using var answer = await serve.Client.PostAsync(path, new StringContent("{}"), TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_Always_EndsCleanly(string signal)
    {
        await StartCloudAsync(1);
        await using var serve = await StartAsync();

        (await serve.StopAsync(signal)).ShouldBe(0);
        // As the console's log marks what went wrong; the welcome has a curl line with --fail-with-body.
        serve.Said.ShouldNotContain(" fail: ");
        serve.Said.ShouldNotContain(" crit: ");
        serve.Said.ShouldNotContain("xception");
    }

    /// <summary>What was ordered before is done after: the queue is in the folder.</summary>
    [Fact]
    public async Task Kill_InTheMiddleOfAnAudit_LosesNoReport()
    {
        await StartCloudAsync(20);
        await using (var serve = await (await StartAsync()).EnterAsync(KeyFile))
        {
            using var answer = await serve.Client.PostAsync("api/organizations/acme/audits", content: null, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
            await serve.StopAsync("KILL");
        }

        await using var again = await (await StartAsync()).EnterAsync(KeyFile);
        for (var attempt = 0; (await again.GetAsync("api/organizations/acme/reports")).GetProperty("reports").GetArrayLength() == 0; attempt++)
        {
            attempt.ShouldBeLessThan(600, again.Said);
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }

        (await again.GetAsync("api/organizations/acme/reports")).GetProperty("reports").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Inventory_EditedWhileItRuns_CountsAtOnce()
    {
        await StartCloudAsync(2);
        await using var serve = await (await StartAsync()).EnterAsync(KeyFile);
        (await serve.GetAsync("api/organizations/acme/clusters")).GetProperty("clusters").GetArrayLength().ShouldBe(2);

        await File.WriteAllTextAsync(InventoryPath, new Fleet(3).Inventory, TestContext.Current.CancellationToken);

        (await serve.GetAsync("api/organizations/acme/clusters")).GetProperty("clusters").GetArrayLength().ShouldBe(3);
    }

    [Fact]
    public async Task Serve_WithADemo_NeedsNothing()
    {
        var settings = CliSettings.For(new Uri("http://127.0.0.1:9/")).With("AtRest__Aws__UsageMetrics", "true");
        await using var serve = await ServeProcess.StartAsync(settings, "--demo", "--data", Data);
        await serve.EnterAsync(KeyFile);

        var status = await serve.AuditAsync("acme-bank");

        status.GetProperty("reportId").GetString().ShouldNotBeNullOrEmpty();
        File.Exists(Path.Combine(Data, "webhook.key")).ShouldBeTrue();
        var listed = (await serve.GetAsync("api/organizations/acme-bank/reports")).GetProperty("reports")[0];
        listed.GetProperty("demo").GetBoolean().ShouldBeTrue();
        listed.GetProperty("headline").GetString()!.ShouldStartWith("All 8 declared clusters were audited, and 1 that the inventory does not declare (workshop): ");
        var report = await serve.GetAsync("api/organizations/acme-bank/reports/latest/json");
        report.GetProperty("demo").GetBoolean().ShouldBeTrue();
        report.GetProperty("orderedBy").GetProperty("name").GetString()!.ShouldStartWith("key:");
        report.GetProperty("costs").GetProperty("accountRequests").GetArrayLength().ShouldBeGreaterThan(0, "The settings of optional sources apply.");
    }

    /// <summary>Like a person who tries it: all lines at once, in a new folder.</summary>
    [Fact]
    public async Task Serve_WithADemo_TheLinesThatItPrintsWorkWhenPastedTogether()
    {
        await using var serve = await ServeProcess.StartAsync(CliSettings.For(new Uri("http://127.0.0.1:9/")), "--demo");
        await serve.HearAsync("/clusters");
        var lines = serve.Said.Split('\n').Where(line => line.StartsWith("  curl ", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(3);
        serve.Said.ShouldNotContain("is not one of the regions", Case.Sensitive, "The demo's inventory causes no warning.");

        var start = new ProcessStartInfo("bash", ["-e", "-c", string.Join('\n', lines)]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = InFolder() };
        using var bash = Process.Start(start)!;
        var (output, error) = (bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);

        bash.ExitCode.ShouldBe(0, await error + await output + serve.Said);
        var page = await File.ReadAllTextAsync(InFolder("report.html"), TestContext.Current.CancellationToken);
        page.ShouldContain("<strong>Demonstration.</strong>");
        page.ShouldContain("Acme Bank");
        (await output).ShouldContain("\"latest\":{\"verdict\"");
    }

    private Task<string> StartCloudAsync(int clusters) => ArrangeAsync(new Fleet(clusters));

    private Task<ServeProcess> StartAsync() => ServeProcess.StartAsync(Settings, "--inventory", InventoryPath, "--data", Data);
}
