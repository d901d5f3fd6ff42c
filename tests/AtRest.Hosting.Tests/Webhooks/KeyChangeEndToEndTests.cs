using System.Diagnostics;
using System.Text.Json.Nodes;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Notifications.Support;
using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Tests.Shared.Azurite;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Webhooks;

/// <summary>A key policy is changed in the cloud, EventBridge tells of it, and the organization reads of it: all of it real, but for the cloud.</summary>
public sealed class KeyChangeEndToEndTests(ITestOutputHelper output) : HookTest
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Theory]
    [InlineData("folder")]
    [InlineData("azurite")]
    public async Task Post_KeyPolicyWasChanged_IsReportedAndNotifiedWithinSeconds(string storage)
    {
        var receiver = Keep(await Receiver.StartAsync());
        var connection = storage == "azurite" ? Keep(await AzuriteServer.StartAsync()).Connection : null;
        var cloud = await FakeCloud.StartAsync(Cloud(Policy("tenant-2")), cancellationToken: Cancellation);
        var port = cloud.Endpoint.Port;
        var app = await StartAsync(settings => settings with
        {
            Connection = connection,
            Cloud = cloud.Endpoint,
            IsServing = true,
            Values = new()
            {
                ["AtRest:PublicUrl"] = "https://atrest.example",
                ["AtRest:Notifications:0:Organization"] = "acme",
                ["AtRest:Notifications:0:Url"] = receiver.Url,
                ["AtRest:Notifications:0:Secret"] = Secret,
            },
        });
        var whole = await app.Services.GetRequiredService<IAudits>().RunAsync(Order(), Cancellation);
        whole.Changes.ShouldBe(0);

        // The cloud is the same one, after somebody has called PutKeyPolicy.
        await cloud.DisposeAsync();
        Keep(await FakeCloud.StartAsync(Cloud(Policy("somebody-else")), new FakeCloudOptions { Port = port }, Cancellation));
        var watch = Stopwatch.StartNew();
        (await app.PostAsync(EventSamples.Call(TestInventory.Single)))["clusters"]!.GetValue<int>().ShouldBe(1);
        var received = await receiver.FirstAsync();
        output.WriteLine($"{storage}: sample of after {watch.Elapsed.TotalSeconds:0.0} s");

        StandardWebhook.IsGood(received, Secret, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        var data = JsonNode.Parse(received.Body)!["data"]!;
        data["cause"]!.GetValue<string>().ShouldBe("keyChange");
        data["detail"]!.GetValue<string>().ShouldStartWith($"kms:PutKeyPolicy on {TestInventory.Single} by arn:");
        data["clusters"]!.AsArray().ShouldHaveSingleItem()!["name"]!.GetValue<string>().ShouldBe("claims");
        data["changes"]!.AsArray().Select(change => change!.GetValue<string>()).ShouldContain(change => change.Contains("policy of key", StringComparison.Ordinal));
        var entry = (await app.Services.GetRequiredService<IReportCatalog>().LatestAsync("acme", LatestOf.Any, Cancellation)).ShouldNotBeNull();
        data["report"]!.GetValue<string>().ShouldBe($"https://atrest.example/api/organizations/acme/reports/{entry.ReportId}/json");
        entry.LeftOut.ShouldBe(2);
        entry.PreviousReportId.ShouldBe(whole.ReportId);
        var report = await ReportAsync(app, entry);
        report["orderedBy"]!["cause"]!.GetValue<string>().ShouldBe("keyChange");
        report["orderedBy"]!["detail"]!.GetValue<string>().ShouldStartWith($"kms:PutKeyPolicy on {TestInventory.Single} by arn:");
        data["scope"]!.GetValue<string>().ShouldBe("clusters");
        report["changes"]!.AsArray().Select(change => change!["resource"]?.GetValue<string>()).ShouldContain(TestInventory.Single);
    }

    private static AuditOrder Order() => new()
    {
        AuditId = Guid.NewGuid().ToString(),
        OrganizationId = "acme",
        Cause = AuditCause.Nightly,
        OrderedAt = TimeProvider.System.GetUtcNow(),
    };

    private static async Task<JsonNode> ReportAsync(HookApp app, ReportEntry entry)
    {
        await using var file = (await app.Services.GetRequiredService<IReportCatalog>().OpenAsync(entry, entry.Files.Single(file => file.Format == "json"), Cancellation)).ShouldNotBeNull();
        return (await JsonNode.ParseAsync(file.Content, cancellationToken: Cancellation))!;
    }

    private static Scenario Cloud(string policy) => new ScenarioBuilder().DefaultAccount(TestInventory.Account).Key(TestInventory.Single, key => key with { Policy = policy }).Build();

    private static string Policy(string role) => $$"""
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{TestInventory.Account}}:root"},"Action":"kms:*","Resource":"*"},
          {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/{{role}}"},"Action":["kms:Encrypt","kms:Decrypt","kms:DescribeKey"],"Resource":"*"}]}
        """;
}
