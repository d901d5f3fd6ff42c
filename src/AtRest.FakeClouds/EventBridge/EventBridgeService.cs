using System.Text.Json.Nodes;
using AtRest.FakeClouds.EventBridge.Matching;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.EventBridge;

/// <summary>Amazon EventBridge, as far as an auditor asks it (https://docs.aws.amazon.com/eventbridge/latest/APIReference/).</summary>
internal sealed class EventBridgeService(World world, Gatekeeper gatekeeper) : IFakeService
{
    private const int MostResults = 100;
    private const int LongestPattern = 4096;

    public string Name => "events";

    public ErrorVocabulary Errors => EventBridgeErrors.Vocabulary;

    public ServiceCall? Recognise(IncomingRequest request) => JsonProtocol.Operation(request, "AWSEvents.") is { } operation
        ? new ServiceCall(operation, JsonProtocol.PeekText(request, "Rule"), request)
        : null;

    public Reply Shape(AwsError error, IncomingRequest request) => JsonProtocol.Shape(error, request);

    public Reply Answer(ServiceCall call, Caller caller)
    {
        Func<JsonObject, Caller, JsonObject> operation = call.Operation switch
        {
            "ListRules" => ListRules,
            "ListTargetsByRule" => ListTargets,
            "TestEventPattern" => TestPattern,
            _ => throw new AwsErrorException(JsonErrors.UnknownOperation),
        };
        return JsonProtocol.Reply(JsonProtocol.WithoutNulls(operation(JsonProtocol.Input(call.Request), caller)), call.Request);
    }

    private JsonObject ListRules(JsonObject input, Caller caller)
    {
        string bus = BusOf(input);
        gatekeeper.Check(this, "ListRules", null, caller);
        string prefix = input["NamePrefix"]?.ToString() ?? "";
        FakeEventRule[] rules = [.. OfBus(bus, caller).Where(rule => rule.Name.StartsWith(prefix, StringComparison.Ordinal))];
        (IReadOnlyList<FakeEventRule> page, string? next) = Page(rules, $"rules {bus}", input);
        return new JsonObject { ["Rules"] = new JsonArray([.. page.Select(Shape)]), ["NextToken"] = next };
    }

    private JsonObject ListTargets(JsonObject input, Caller caller)
    {
        string bus = BusOf(input);
        string name = input["Rule"]?.ToString() ?? throw EventBridgeErrors.Invalid("Parameter Rule is not valid. Reason: it is required.");
        FakeEventRule? rule = OfBus(bus, caller).FirstOrDefault(known => known.Name == name);
        gatekeeper.Check(this, "ListTargetsByRule", rule?.Arn, caller);
        (IReadOnlyList<string> page, string? next) = Page(rule?.Targets ?? throw EventBridgeErrors.RuleNotFound(name, bus), $"targets {name}", input);
        return new JsonObject
        {
            ["Targets"] = new JsonArray([.. page.Select((arn, index) => (JsonNode)new JsonObject { ["Id"] = $"Target{index}", ["Arn"] = arn })]),
            ["NextToken"] = next,
        };
    }

    private JsonObject TestPattern(JsonObject input, Caller caller)
    {
        gatekeeper.Check(this, "TestEventPattern", null, caller);
        string text = input["EventPattern"]?.ToString() ?? throw EventBridgeErrors.Invalid("Parameter EventPattern is not valid. Reason: it is required.");
        if (text.Length > LongestPattern)
        {
            throw EventBridgeErrors.Invalid($"Parameter EventPattern is not valid. Reason: it is longer than {LongestPattern} characters.");
        }

        EventPattern pattern;
        try
        {
            pattern = EventPattern.Parse(text);
        }
        catch (EventPatternException wrong)
        {
            throw EventBridgeErrors.InvalidPattern(wrong.Message);
        }

        return new JsonObject { ["Result"] = pattern.Matches(TestEvent.Parse(input["Event"]?.ToString())) };
    }

    private IEnumerable<FakeEventRule> OfBus(string bus, Caller caller) => world.Scenario.EventRules
        .Where(rule => rule.Bus == bus && rule.OwnerAccountId == caller.AccountId && rule.Region == caller.Region)
        .OrderBy(rule => rule.Name, StringComparer.Ordinal);

    private static string BusOf(JsonObject input) => input["EventBusName"]?.ToString() is { Length: > 0 } bus ? bus[(bus.LastIndexOf('/') + 1)..] : "default";

    private (IReadOnlyList<T> Page, string? Next) Page<T>(IReadOnlyList<T> items, string list, JsonObject input)
    {
        int limit = Paging.Limit(input, "Limit", MostResults, MostResults) ?? throw EventBridgeErrors.Invalid("Parameter Limit is not valid. Reason: it is a number from 1 to 100.");
        try
        {
            return Paging.Cut(items, list, input["NextToken"]?.ToString(), Math.Min(limit, world.Scenario.PageSize ?? limit));
        }
        catch (ArgumentException)
        {
            throw EventBridgeErrors.Invalid("Parameter NextToken is not valid.");
        }
    }

    private static JsonNode Shape(FakeEventRule rule) => JsonProtocol.WithoutNulls(new JsonObject
    {
        ["Name"] = rule.Name,
        ["Arn"] = rule.Arn,
        ["EventPattern"] = rule.EventPattern,
        ["ScheduleExpression"] = rule.ScheduleExpression,
        ["State"] = rule.State,
        ["EventBusName"] = rule.Bus,
    });
}
