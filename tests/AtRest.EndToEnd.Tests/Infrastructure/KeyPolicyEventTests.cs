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

    /// <summary>The rule's pattern as CloudFormation makes it of the parameter <c>KeyArns</c>.</summary>
    private string Pattern(params string[] keyArns)
    {
        var pattern = template.Properties("KeyPolicyChanged")["EventPattern"]!.DeepClone();
        var choice = pattern["detail"]!["resources"]!["Fn::If"]!.AsArray();
        choice[1]!.ToJsonString().ShouldBe("""{"ARN":{"Ref":"KeyArns"}}""");
        choice[2]!.ToJsonString().ShouldBe("""{"Ref":"AWS::NoValue"}""");
        pattern["detail"]!.AsObject().Remove("resources");
        if (keyArns.Length > 0)
        {
            pattern["detail"]!["resources"] = new JsonObject { ["ARN"] = new JsonArray([.. keyArns.Select(arn => JsonValue.Create(arn))]) };
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
