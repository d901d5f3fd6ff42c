using System.Net;
using System.Text.Json.Nodes;
using AtRest.Hosting.Tests.Webhooks.Support;

namespace AtRest.Hosting.Tests.Webhooks;

public sealed class WebhookTests : HookTest
{
    private const string Queue = "atrest-key-changes";

    [Theory]
    [InlineData("put-key-policy", "accepted", 1)]
    [InlineData("key-id", "accepted", 1)]
    [InlineData("alias", "accepted", 1)]
    [InlineData("failed-call", "ignored", 0)]
    [InlineData("foreign-key", "ignored", 0)]
    public async Task Post_Samples_AreAnsweredAsTheirReadmeSays(string sample, string result, int messages)
    {
        var app = await StartAsync(settings => settings with { Inventory = Path.Combine(EventSamples.Root(), "samples", "inventory.json") });

        var answer = await app.PostAsync(EventSamples.Sample(sample));

        answer["result"]!.GetValue<string>().ShouldBe(result);
        answer["clusters"]!.GetValue<int>().ShouldBe(messages);
        answer["id"]!.GetValue<string>().ShouldStartWith("9f3c6d52");
        (await app.CountAsync(Queue)).ShouldBe(messages);
    }

    [Fact]
    public async Task Post_SameEventAgain_IsADuplicate()
    {
        var app = await StartAsync();
        var sample = EventSamples.Call(TestInventory.Single);

        var answers = new[] { await app.PostAsync(sample), await app.PostAsync(sample), await app.PostAsync(sample) };

        answers.Select(Result).ShouldBe(["accepted", "duplicate", "duplicate"]);
        (await app.CountAsync(Queue)).ShouldBe(1);
    }

    [Fact]
    public async Task Post_SameEventToAnotherInstance_IsADuplicate()
    {
        var sample = EventSamples.Call(TestInventory.Single);
        var (one, other) = (await StartAsync(), await StartAsync());

        Result(await one.PostAsync(sample)).ShouldBe("accepted");
        Result(await other.PostAsync(sample)).ShouldBe("duplicate");
        (await one.CountAsync(Queue)).ShouldBe(1);
    }

    [Fact]
    public async Task Post_SameIdFromAnotherAccount_IsAnotherEvent()
    {
        var app = await StartAsync();

        Result(await app.PostAsync(EventSamples.Call(TestInventory.Globex, id: "same"))).ShouldBe("accepted");
        Result(await app.PostAsync(EventSamples.Call(TestInventory.Single, id: "same"))).ShouldBe("accepted");
    }

    [Fact]
    public async Task Post_ManyChangesOfAKeyAtOnce_AreOneMessage()
    {
        var app = await StartAsync(settings => settings with { Values = new() { ["AtRest:Webhook:CoalesceSeconds"] = "30" } });

        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => app.PostAsync(EventSamples.Call(TestInventory.Single))));

        answers.Select(Result).ShouldAllBe(result => result == "accepted");
        (await app.CountAsync(Queue)).ShouldBe(1);
    }

    /// <summary>Whatever somebody asks for, nothing tells a key that is in an account of the inventory from one that is nowhere.</summary>
    [Fact]
    public async Task Post_ForeignKeys_AreAllAnsweredAlike()
    {
        var app = await StartAsync();
        string[] keys = [TestInventory.Foreign, TestInventory.Foreign.Replace(TestInventory.Account, "222222222222", StringComparison.Ordinal), TestInventory.Globex.Replace("us-east-1", "us-west-2", StringComparison.Ordinal)];

        foreach (var key in keys)
        {
            var answer = await app.PostAsync(EventSamples.Call(key, id: "1"));
            answer["key"]!.GetValue<string>().ShouldBe(key);
            answer["key"] = "the key";
            answer.ToJsonString().ShouldBe("""{"id":"1","result":"ignored","reason":"No cluster of the inventory uses this key.","key":"the key","clusters":0}""");
        }

        (await app.CountAsync(Queue)).ShouldBe(0);
    }

    [Fact]
    public async Task Post_KeyById_DoesNotRevealItsArn() => (await (await StartAsync()).PostAsync(EventSamples.Call(TestInventory.Single).With(sample =>
    {
        sample["detail"]!["requestParameters"] = new JsonObject { ["keyId"] = "11111111-12ab-34cd-56ef-000000000001" };
        sample["detail"]!["resources"] = new JsonArray();
    })))["key"]!.GetValue<string>().ShouldBe("11111111-12ab-34cd-56ef-000000000001");

    /// <summary>AWS adds some without notice.</summary>
    [Fact]
    public async Task Post_UnknownMembers_AreIgnored()
    {
        var app = await StartAsync();

        var answer = await app.PostAsync(EventSamples.Call(TestInventory.Single).With(sample =>
        {
            sample["newMember"] = new JsonObject { ["clusters"] = new JsonArray("none") };
            sample["detail"]!["newMember"] = "x";
            sample["detail"]!["userIdentity"]!["newMember"] = 1;
            sample["detail"]!["resources"]![0]!["newMember"] = true;
        }));

        answer["result"]!.GetValue<string>().ShouldBe("accepted");
        answer["clusters"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Post_AliasThatNothingResolves_AuditsTheRegionAndSaysSo()
    {
        var answer = await (await StartAsync()).PostAsync(EventSamples.Call(TestInventory.Single).With(sample =>
        {
            sample["detail"]!["requestParameters"] = new JsonObject { ["keyId"] = "alias/camunda" };
            sample["detail"]!["resources"] = new JsonArray();
        }));

        answer["clusters"]!.GetValue<int>().ShouldBe(4);
        answer["reason"]!.GetValue<string>().ShouldContain("every cluster with a key in account 111122223333 and region eu-central-1");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    public async Task Post_NoEvent_IsIgnoredAndSaysWhy(string body)
    {
        using var response = await (await StartAsync()).SendAsync(body, HookApp.Key);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
        Result(answer).ShouldBe("ignored");
        answer["reason"]!.GetValue<string>().ShouldStartWith("The body is");
    }

    [Fact]
    public async Task Post_InventoryCannotBeRead_IsRequestedAgainAndThenAccepted()
    {
        var inventory = Path.Combine(Folder, "later.json");
        var app = await StartAsync(settings => settings with { Inventory = inventory });
        var sample = EventSamples.Call(TestInventory.Single).ToJsonString();

        using var early = await app.SendAsync(sample, HookApp.Key);
        await File.WriteAllTextAsync(inventory, TestInventory.Json, Cancellation);
        using var late = await app.SendAsync(sample, HookApp.Key);

        early.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await early.Content.ReadAsStringAsync(Cancellation)).ShouldNotContain(Folder);
        late.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        (await app.CountAsync(Queue)).ShouldBe(1);
    }

    private static string Result(JsonNode answer) => answer["result"]!.GetValue<string>();
}
