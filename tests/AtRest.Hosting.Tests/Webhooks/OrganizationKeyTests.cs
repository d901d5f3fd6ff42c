using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Hosting.Work;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Webhooks;

/// <summary>Events that an organization sends with its own key concern this organization only.</summary>
public sealed class OrganizationKeyTests : HookTest
{
    private const string Acme = "key-of-acme-0123456789abcdef01234";
    private const string AcmeSecond = "second-key-of-acme-0123456789abcd";
    private const string Globex = "key-of-globex-0123456789abcdef012";

    [Theory]
    [InlineData(HookApp.Key, 2)]
    [InlineData(Acme, 1)]
    [InlineData(AcmeSecond, 1)]
    [InlineData(Globex, 1)]
    public async Task Post_SharedKey_CountsTheClustersOfTheSender(string key, int clusters)
    {
        var answer = await PostAsync(await AppAsync(), TestInventory.Shared, key);

        answer["result"]!.GetValue<string>().ShouldBe("accepted");
        answer["clusters"]!.GetValue<int>().ShouldBe(clusters);
    }

    /// <summary>The same answer as for a key of nobody, so that a customer learns nothing about the others.</summary>
    [Theory]
    [InlineData(Acme, TestInventory.Globex)]
    [InlineData(Globex, TestInventory.Single)]
    public async Task Post_KeyOfAnotherOrganization_IsIgnoredAsOneThatNobodyHas(string key, string arn)
    {
        var app = await AppAsync();

        var (other, nobody) = (await PostAsync(app, arn, key), await PostAsync(app, TestInventory.Foreign, key));

        other["result"]!.GetValue<string>().ShouldBe("ignored");
        other["reason"]!.ToJsonString().ShouldBe(nobody["reason"]!.ToJsonString());
        (await app.CountAsync(KeyChangeMessage.Queue)).ShouldBe(0);
    }

    [Fact]
    public async Task Audit_OfAnEventOfOneOrganization_ReportsToThisOneOnly()
    {
        var app = await AppAsync();
        await PostAsync(app, TestInventory.Shared, Globex);

        await WorkAsync(app);

        (await ReportsAsync(app, "globex")).ShouldBe(1);
        (await ReportsAsync(app, "acme")).ShouldBe(0);
    }

    /// <summary>Neither the mark of an event, nor the window, nor the audit of one sender covers the event of another.</summary>
    [Fact]
    public async Task Post_SameEventOfTwoSenders_IsWorkForBoth()
    {
        var app = await AppAsync();
        var id = Guid.NewGuid().ToString();

        (await PostAsync(app, TestInventory.Shared, Globex, id))["result"]!.GetValue<string>().ShouldBe("accepted");
        await WorkAsync(app);
        (await PostAsync(app, TestInventory.Shared, Globex, id))["result"]!.GetValue<string>().ShouldBe("duplicate");
        (await PostAsync(app, TestInventory.Shared, HookApp.Key, id))["result"]!.GetValue<string>().ShouldBe("accepted");
        await WorkAsync(app);

        (await ReportsAsync(app, "acme")).ShouldBe(1);
        (await ReportsAsync(app, "globex")).ShouldBe(2);
    }

    [Fact]
    public async Task Post_OnlyKeysOfOrganizations_RefusesOthers()
    {
        var app = await AppAsync(new() { ["AtRest:Webhook:Keys:0"] = null });

        using var response = await app.SendAsync(EventSamples.Call(TestInventory.Single).ToJsonString(), HookApp.Key);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(app, TestInventory.Single, Acme))["clusters"]!.GetValue<int>().ShouldBe(1);
    }

    private Task<HookApp> AppAsync(Dictionary<string, string?>? values = null) => StartAsync(settings => settings with
    {
        Values = new(values ?? [])
        {
            ["AtRest:Webhook:CoalesceSeconds"] = "1",
            ["AtRest:Webhook:Organizations:acme:Keys:0"] = Acme,
            ["AtRest:Webhook:Organizations:acme:Keys:1"] = AcmeSecond,
            ["AtRest:Webhook:Organizations:globex:Keys:0"] = Globex,
        },
    });

    private static async Task<JsonNode> PostAsync(HookApp app, string arn, string key, string? id = null)
    {
        using var response = await app.SendAsync(EventSamples.Call(arn, id: id).ToJsonString(), key);
        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        return (await response.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!;
    }

    private static async Task WorkAsync(HookApp app)
    {
        var message = (await app.TakeAsync(KeyChangeMessage.Queue, 1)).ShouldHaveSingleItem();
        await app.Work(KeyChangeMessage.Queue).HandleAsync(new QueueDelivery(message.Text, 1), Cancellation);
    }

    private static async Task<int> ReportsAsync(HookApp app, string organization) =>
        (await app.Services.GetRequiredService<IReportCatalog>().ListAsync(organization, null, 50, Cancellation))!.Reports.Length;
}
