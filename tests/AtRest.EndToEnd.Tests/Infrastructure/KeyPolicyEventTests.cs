using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>What the customer's rule of EventBridge hears, and how it tells it.</summary>
public sealed class KeyPolicyEventTests : CloudTest
{
    private readonly CloudFormationTemplate template = CloudFormationTemplate.Read("customer-account.yaml");

    [Theory]
    [InlineData("put-key-policy.json", true)]
    [InlineData("key-id.json", true)]
    [InlineData("alias.json", true)]
    [InlineData("foreign-key.json", true)]
    [InlineData("failed-call.json", false)]
    public async Task Rule_ForTheSamples_HearsWhatChangedAKey(string sample, bool heard)
    {
        await ArrangeAsync(new Fleet(1));

        (await MatchesAsync(Pattern(), await SampleAsync(sample))).ShouldBe(heard);
    }

    [Fact]
    public async Task Rule_ForSomeKeysOnly_HearsOfNoOther()
    {
        await ArrangeAsync(new Fleet(1));
        var @event = await SampleAsync("put-key-policy.json");
        var key = JsonNode.Parse(@event)!["detail"]!["resources"]![0]!["ARN"]!.ToString();

        (await MatchesAsync(Pattern(key), @event)).ShouldBeTrue();
        (await MatchesAsync(Pattern(key), await SampleAsync("foreign-key.json"))).ShouldBeFalse();
    }

    [Fact]
    public async Task Rule_InAnAudit_HearsOfAllThatSomebodyShouldHearOf()
    {
        var inventory = await ArrangeAsync(new Fleet(1).WatchedByRule(Pattern()));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--json");

        using var report = JsonDocument.Parse(result.Output);
        report.RootElement.GetProperty("clusters")[0].GetProperty("findings").EnumerateArray()
            .Single(finding => finding.GetProperty("ruleId").GetString() == "MON-1").GetProperty("status").GetString()
            .ShouldBe("pass");
    }

    [Fact]
    public void Destination_Always_IsTheWebhookWithItsKey()
    {
        template.Properties("Webhook")["HttpMethod"]!.ToString().ShouldBe("POST");
        template.Properties("Connection")["AuthorizationType"]!.ToString().ShouldBe("API_KEY");
        template.Properties("Connection")["AuthParameters"]!["ApiKeyAuthParameters"]!["ApiKeyName"]!.ToString().ShouldBe("x-atrest-webhook-key");
        template.Root["Parameters"]!["WebhookKey"]!["NoEcho"]!.GetValue<bool>().ShouldBeTrue();
        template.Root["Parameters"]!["WebhookUrl"]!["AllowedPattern"]!.ToString().ShouldEndWith("/api/webhooks/key-policy");
    }

    [Fact]
    public void DeadLetters_Always_GetWhatCouldNotBeDelivered()
    {
        var target = template.Properties("KeyPolicyChanged")["Targets"]!.AsArray().ShouldHaveSingleItem()!;
        var allowed = template.Properties("DeadLettersPolicy")["PolicyDocument"]!["Statement"]!.AsArray().Single(statement => statement!["Effect"]!.ToString() == "Allow")!;

        target["DeadLetterConfig"]!.ToJsonString().ShouldBe("""{"Arn":{"Fn::GetAtt":["DeadLetters","Arn"]}}""");
        allowed["Principal"]!.ToJsonString().ShouldBe("""{"Service":"events.amazonaws.com"}""");
        allowed["Condition"]!.ToJsonString().ShouldBe("""{"ArnEquals":{"aws:SourceArn":{"Fn::GetAtt":["KeyPolicyChanged","Arn"]}}}""");
        template.ActionsOf("DeliveryRole").ShouldBe(["events:InvokeApiDestination"]);
    }

    /// <summary>The document and the template name the same events, by their kinds.</summary>
    [Fact]
    public void Rule_AndTheDocument_NameTheSameEvents() => EventsOfTheTemplate().ShouldBe(EventsOfTheDocument(), ignoreOrder: true);

    /// <summary>Whatever the document promises is really heard, also of one key only, and what is not promised is not.</summary>
    [Fact]
    public async Task Rule_ForEveryEventOfTheDocument_MatchesIt()
    {
        await ArrangeAsync(new Fleet(1));
        var key = Fleet.KeyArn(1);

        foreach (var (kind, name) in EventsOfTheDocument())
        {
            (await MatchesAsync(Pattern(), EventOf(kind, name, key))).ShouldBeTrue($"{kind}: {name}");
            (await MatchesAsync(Pattern(key), EventOf(kind, name, key))).ShouldBeTrue($"{kind}: {name}, of that key");
            var other = Fleet.KeyArn(2);
            (await MatchesAsync(Pattern(other), EventOf(kind, name, key))).ShouldBe(name.EndsWith("CustomKeyStore", StringComparison.Ordinal), $"{kind}: {name}, of another key");
        }

        (await MatchesAsync(Pattern(), EventOf("AWS API Call via CloudTrail", "Decrypt", key))).ShouldBeFalse();
        (await MatchesAsync(Pattern(), EventOf("AWS Service Event via CloudTrail", "SynchronizeMultiRegionKey", key))).ShouldBeFalse();
    }

    /// <summary>Rows of the table in docs/webhook.md: the kind, and the names of events, of which the direct events have none.</summary>
    private static IEnumerable<(string Kind, string Name)> EventsOfTheDocument() =>
        from line in File.ReadLines(Repository.PathOf("docs", "webhook.md"))
        where line.StartsWith("| `AWS ", StringComparison.Ordinal) || line.StartsWith("| `KMS ", StringComparison.Ordinal)
        let cells = line.Split('|')
        let kind = cells[1].Trim().Trim('`')
        from name in cells[2].Split('`').Where((_, index) => index % 2 == 1).DefaultIfEmpty("")
        select (kind, name);

    private IEnumerable<(string Kind, string Name)> EventsOfTheTemplate() =>
        from branch in template.Properties("KeyPolicyChanged")["EventPattern"]!["$or"]!.AsArray()
        from kind in CloudFormationTemplate.Texts(branch!["detail-type"])
        from name in branch["detail"] is { } detail ? CloudFormationTemplate.Texts(detail["eventName"]) : [""]
        select (kind, name);

    private static string EventOf(string kind, string name, string key)
    {
        var isStore = name.EndsWith("CustomKeyStore", StringComparison.Ordinal);
        var isDirect = name.Length == 0;
        JsonObject detail = isDirect
            ? new JsonObject { ["key-id"] = key[^36..] }
            : new JsonObject { ["eventSource"] = "kms.amazonaws.com", ["eventName"] = name, ["resources"] = isStore ? new JsonArray() : new JsonArray(new JsonObject { ["ARN"] = key }) };
        return new JsonObject
        {
            ["version"] = "0",
            ["id"] = "9f3c6d52-0000-4000-8000-000000000001",
            ["detail-type"] = kind,
            ["source"] = "aws.kms",
            ["account"] = Fleet.Account,
            ["time"] = "2026-11-24T08:00:00Z",
            ["region"] = Fleet.Region,
            ["resources"] = isDirect ? new JsonArray(key) : new JsonArray(),
            ["detail"] = detail,
        }.ToJsonString();
    }

    /// <summary>The rule's pattern as CloudFormation makes it of the parameter <c>KeyArns</c>.</summary>
    private string Pattern(params string[] keyArns)
    {
        var pattern = template.Properties("KeyPolicyChanged")["EventPattern"]!.DeepClone();
        foreach (var branch in pattern["$or"]!.AsArray().Select(branch => branch!.AsObject()))
        {
            foreach (var place in new[] { branch, branch["detail"]?.AsObject() }.OfType<JsonObject>().Where(place => place.ContainsKey("resources")))
            {
                var choice = place["resources"]!["Fn::If"]!.AsArray();
                choice[0]!.ToString().ShouldBe("TellsSomeKeysOnly");
                choice[2]!.ToJsonString().ShouldBe("""{"Ref":"AWS::NoValue"}""");
                var chosen = choice[1]!.DeepClone();
                place.Remove("resources");
                if (keyArns.Length > 0)
                {
                    place["resources"] = JsonNode.Parse(chosen.ToJsonString().Replace("""{"Ref":"KeyArns"}""", JsonSerializer.Serialize(keyArns), StringComparison.Ordinal));
                }
            }
        }

        return pattern.ToJsonString();
    }

    private static Task<string> SampleAsync(string name) => File.ReadAllTextAsync(Repository.PathOf("samples", "webhook", name), Cancellation);

    /// <summary>Asks EventBridge itself, by its protocol.</summary>
    private async Task<bool> MatchesAsync(string pattern, string @event)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Cloud.Endpoint);
        request.Content = new StringContent(JsonSerializer.Serialize(new { EventPattern = pattern, Event = @event }), new MediaTypeHeaderValue("application/x-amz-json-1.1"));
        request.Headers.Add("X-Amz-Target", "AWSEvents.TestEventPattern");
        request.Headers.Add("X-Amz-Date", "20261124T101530Z");
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=AKIATEST/20261124/{Fleet.Region}/events/aws4_request, SignedHeaders=host, Signature={new string('0', 64)}");

        using var response = await client.SendAsync(request, Cancellation);
        var answer = await response.Content.ReadAsStringAsync(Cancellation);

        response.IsSuccessStatusCode.ShouldBeTrue(answer);
        using var result = JsonDocument.Parse(answer);
        return result.RootElement.GetProperty("Result").GetBoolean();
    }
}
