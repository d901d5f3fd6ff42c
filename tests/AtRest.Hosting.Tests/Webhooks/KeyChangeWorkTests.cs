using System.Text;
using System.Text.Json.Nodes;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Hosting.Webhooks;
using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Hosting.Webhooks.Events;
using AtRest.Hosting.Work;
using AtRest.KeyPolicies.Naming;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Webhooks;

public sealed class KeyChangeWorkTests : HookTest
{
    private const string Jane = "arn:aws:sts::111122223333:assumed-role/KeyAdministrator/jane";
    private static readonly DateTimeOffset Then = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Handle_OneKey_AuditsItsClustersOnly()
    {
        var app = await StartAsync();

        await HandleAsync(app, Message(TestInventory.Single));

        var report = (await ReportsAsync(app, "acme")).ShouldHaveSingleItem();
        report.Cause.ShouldBe(AuditCause.KeyChange);
        (await app.Services.ClustersAsync(report)).ShouldHaveSingleItem().Name.ShouldBe("claims");
        report.LeftOut.ShouldBe(2);
        report.Detail.ShouldBe($"kms:PutKeyPolicy on {TestInventory.Single} by {Jane} at 2026-11-24T09:59:58Z");
        (await ReportsAsync(app, "globex")).ShouldBeEmpty();
    }

    /// <summary>Globex lends the key, and does not see who of acme's people changed it.</summary>
    [Fact]
    public async Task Handle_KeyOfTwoOrganizations_ReportsToBothWithoutNamingTheOther()
    {
        var app = await StartAsync();

        await HandleAsync(app, Message(TestInventory.Shared));

        (await ReportsAsync(app, "acme")).ShouldHaveSingleItem().Detail.ShouldNotBeNull().ShouldContain(Jane);
        var lent = (await ReportsAsync(app, "globex")).ShouldHaveSingleItem();
        (await app.Services.ClustersAsync(lent)).ShouldHaveSingleItem().Name.ShouldBe("lent");
        lent.Detail.ShouldBe($"kms:PutKeyPolicy on {TestInventory.Shared} at 2026-11-24T09:59:58Z");
    }

    [Fact]
    public async Task Handle_WholeRegion_NamesNoAliasToTheOther()
    {
        var app = await StartAsync();
        var message = Message(TestInventory.Shared) with
        {
            Scope = KeyScope.WholeRegion(TestInventory.Account, "eu-central-1").Text,
            First = new KeyChangeFacts { Name = "kms:PutKeyPolicy", Key = "alias/acme-secret-project", Principal = Jane },
        };

        await HandleAsync(app, message);

        (await ReportsAsync(app, "acme")).ShouldHaveSingleItem().Detail.ShouldBe($"kms:PutKeyPolicy on alias/acme-secret-project in account 111122223333 and region eu-central-1 by {Jane}");
        (await ReportsAsync(app, "globex")).ShouldHaveSingleItem().Detail.ShouldBe("kms:PutKeyPolicy on a key in account 111122223333 and region eu-central-1");
    }

    [Fact]
    public async Task Handle_DeliveredAgain_IsTheSameReport()
    {
        var app = await StartAsync();
        var message = Message(TestInventory.Single);

        await HandleAsync(app, message);
        await Task.WhenAll(HandleAsync(app, message), HandleAsync(app, message));

        (await ReportsAsync(app, "acme")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Handle_AnAuditBeganAfterTheWindow_HasNothingToDo()
    {
        var app = await StartAsync();
        await HandleAsync(app, Message(TestInventory.Single));
        var started = (await app.Services.GetRequiredService<KeyAuditStarts>().FindAsync(new(Scope(TestInventory.Single)), Cancellation)).ShouldNotBeNull();

        await HandleAsync(app, Message(TestInventory.Single) with { CoversUntil = started - TimeSpan.FromSeconds(6) });
        (await ReportsAsync(app, "acme")).Count.ShouldBe(1);

        await HandleAsync(app, Message(TestInventory.Single) with { CoversUntil = started - TimeSpan.FromSeconds(4) });
        (await ReportsAsync(app, "acme")).Count.ShouldBe(2);
    }

    /// <summary>What a failed audit would have seen, nobody has seen: later messages must not rest on it.</summary>
    [Fact]
    public async Task Handle_InventoryIsAway_FailsAndLeavesNoMarkOfAStart()
    {
        var app = await StartAsync();
        File.Delete(Path.Combine(Folder, "inventory.json"));

        await Should.ThrowAsync<Exception>(HandleAsync(app, Message(TestInventory.Single)));

        (await app.Services.GetRequiredService<KeyAuditStarts>().FindAsync(new(Scope(TestInventory.Single)), Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task HandlePoison_AuditFailed_IsKeptWithItsCauseAndReported()
    {
        var app = await StartAsync();
        var message = Message(TestInventory.Single);
        File.Delete(Path.Combine(Folder, "inventory.json"));
        await Should.ThrowAsync<Exception>(HandleAsync(app, message));
        TestInventory.Write(Folder);

        await app.Work(KeyChangeMessage.Queue).HandlePoisonAsync(new QueueDelivery(message.ToText(), 1), Cancellation);

        var kept = (await app.Blobs.ListAsync(new BlobListing { Prefix = "webhooks/dead/" }, Cancellation)).Blobs.ShouldHaveSingleItem();
        (await ReadAsync(app, kept.Name))["cause"]!.GetValue<string>().ShouldContain("inventory");
        (await app.Services.ClustersAsync((await ReportsAsync(app, "acme")).ShouldHaveSingleItem())).ShouldHaveSingleItem().Name.ShouldBe("claims");
    }

    [Fact]
    public async Task HandlePoison_NoMessageOfOurs_IsKept()
    {
        var app = await StartAsync();

        await app.Work(KeyChangeMessage.Queue).HandlePoisonAsync(new QueueDelivery("not ours", 1), Cancellation);

        var kept = (await app.Blobs.ListAsync(new BlobListing { Prefix = "webhooks/dead/" }, Cancellation)).Blobs.ShouldHaveSingleItem();
        (await ReadAsync(app, kept.Name))["message"]!.GetValue<string>().ShouldBe("not ours");
    }

    [Fact]
    public async Task Handle_SeveralEventsOfAWindow_NamesTheFirstAndTheLast()
    {
        var app = await StartAsync(settings => settings with { Values = new() { ["AtRest:Webhook:CoalesceSeconds"] = "2" } });
        await app.PostAsync(EventSamples.Call(TestInventory.Single));
        await app.PostAsync(EventSamples.Call(TestInventory.Single, "CreateGrant"));
        await app.PostAsync(EventSamples.Call(TestInventory.Single, "DisableKey"));

        var message = (await app.TakeAsync(KeyChangeMessage.Queue, 1)).ShouldHaveSingleItem();
        await app.Work(KeyChangeMessage.Queue).HandleAsync(new QueueDelivery(message.Text, 1), Cancellation);

        var detail = (await ReportsAsync(app, "acme")).ShouldHaveSingleItem().Detail.ShouldNotBeNull();
        detail.ShouldStartWith($"kms:PutKeyPolicy on {TestInventory.Single} by ");
        detail.ShouldContain("; and 2 more until kms:DisableKey on ");
    }

    private static KeyChangeMessage Message(string key) => new()
    {
        Scope = Scope(key).Text,
        Window = Guid.NewGuid(),
        CoversUntil = Then,
        First = new KeyChangeFacts { Name = "kms:PutKeyPolicy", Key = key, Principal = Jane, Time = Then.AddSeconds(-2) },
    };

    private static KeyScope Scope(string key) => KeyScope.One(KmsKeyArn.Parse(key));

    private static Task HandleAsync(HookApp app, KeyChangeMessage message) => app.Work(KeyChangeMessage.Queue).HandleAsync(new QueueDelivery(message.ToText(), 1), Cancellation);

    private static async Task<IReadOnlyList<ReportEntry>> ReportsAsync(HookApp app, string organization) =>
        (await app.Services.GetRequiredService<IReportCatalog>().ListAsync(organization, before: null, limit: 50, Cancellation))!.Reports;

    private static async Task<JsonNode> ReadAsync(HookApp app, string blob)
    {
        await using var content = (await app.Blobs.ReadAsync(blob, Cancellation))!;
        using var reader = new StreamReader(content.Content, Encoding.UTF8);
        return JsonNode.Parse(await reader.ReadToEndAsync(Cancellation))!;
    }

    private new async Task<HookApp> StartAsync(Func<HookAppSettings, HookAppSettings>? change = null)
    {
        // A cloud without any of the keys: what is found about them does not matter here.
        var cloud = Keep(await FakeCloud.StartAsync(new ScenarioBuilder().DefaultAccount(TestInventory.Account).Build(), cancellationToken: Cancellation));
        return await base.StartAsync(settings => (change?.Invoke(settings) ?? settings) with { Cloud = cloud.Endpoint });
    }
}
