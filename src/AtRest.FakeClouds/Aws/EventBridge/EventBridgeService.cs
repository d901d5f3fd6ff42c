using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.FakeClouds.Aws.EventBridge.Matching;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.EventBridge;

/// <summary>Amazon EventBridge: the operations that an auditor calls (https://docs.aws.amazon.com/eventbridge/latest/APIReference/).</summary>
internal sealed partial class EventBridgeService(AwsWorld world, AccessCheck access) : IAwsService
{
    private const int MostResults = 100;
    private const int LongestPattern = 4096;
    private const int LongestName = 64;
    private const int LongestBus = 1600;
    private const string DefaultBus = "default";

    public AwsWorld World => world;

    public string Name => "events";

    public ErrorVocabulary Errors => EventBridgeErrors.Vocabulary;

    public ServiceCall? Recognize(IncomingRequest request) => JsonProtocol.Operation(request, "AWSEvents.") is { } operation
        ? new ServiceCall(operation, JsonProtocol.PeekText(request, "Rule"), request)
        : null;

    public Reply Shape(ServiceError error, IncomingRequest request) => JsonProtocol.Shape(error, request);

    public Reply Answer(ServiceCall call, Caller caller)
    {
        Func<JsonObject, Caller, JsonObject> operation = call.Operation switch
        {
            "ListRules" => ListRules,
            "ListTargetsByRule" => ListTargets,
            "TestEventPattern" => TestPattern,
            _ => throw new ServiceErrorException(JsonErrors.UnknownOperation),
        };
        return JsonProtocol.Reply(JsonShapes.WithoutNulls(operation(JsonProtocol.Input(call.Request), caller)), call.Request);
    }

    private JsonObject ListRules(JsonObject input, Caller caller)
    {
        string bus = BusOf(input);
        string prefix = NameOf(input, "NamePrefix") ?? "";
        access.Check(this, "ListRules", null, caller);
        ThrowIfUnknown(bus, caller);
        FakeEventRule[] rules = [.. OfBus(bus, caller).Where(rule => rule.Name.StartsWith(prefix, StringComparison.Ordinal))];
        (IReadOnlyList<FakeEventRule> page, string? next) = Page(rules, $"rules {bus}", input);
        return new JsonObject { ["Rules"] = new JsonArray([.. page.Select(Shape)]), ["NextToken"] = next };
    }

    private JsonObject ListTargets(JsonObject input, Caller caller)
    {
        string bus = BusOf(input);
        string name = NameOf(input, "Rule")
            ?? throw EventBridgeErrors.Invalid("1 validation error detected: Value null at 'rule' failed to satisfy constraint: Member must not be null");
        FakeEventRule? rule = OfBus(bus, caller).FirstOrDefault(known => known.Name == name);
        access.Check(this, "ListTargetsByRule", rule?.Arn, caller);
        ThrowIfUnknown(bus, caller);
        (IReadOnlyList<string> page, string? next) = Page(rule?.Targets ?? throw EventBridgeErrors.RuleNotFound(name, bus), $"targets {name}", input);
        return new JsonObject
        {
            ["Targets"] = new JsonArray([.. page.Select((arn, index) => (JsonNode)new JsonObject { ["Id"] = $"Target{index}", ["Arn"] = arn })]),
            ["NextToken"] = next,
        };
    }

    private JsonObject TestPattern(JsonObject input, Caller caller)
    {
        access.Check(this, "TestEventPattern", null, caller);
        string text = InputCheck.Text(input, "EventPattern") ?? throw EventBridgeErrors.Invalid("Parameter EventPattern is not valid. Reason: it is required.");
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

        return new JsonObject { ["Result"] = pattern.Matches(TestEvent.Parse(InputCheck.Text(input, "Event"))) };
    }

    private IEnumerable<FakeEventRule> OfBus(string bus, Caller caller) => world.Scenario.EventRules
        .Where(rule => ArnOf(rule) == ArnOf(bus, caller))
        .OrderBy(rule => rule.Name, StringComparer.Ordinal);

    private void ThrowIfUnknown(string bus, Caller caller)
    {
        string arn = ArnOf(bus, caller);
        if (arn != ArnOf(DefaultBus, caller) && !world.Scenario.EventBuses.Contains(arn) && !world.Scenario.EventRules.Any(rule => ArnOf(rule) == arn))
        {
            throw EventBridgeErrors.BusNotFound(bus);
        }
    }

    // A bus of another account or region is not found: scenarios do not define access to it.
    private static string ArnOf(string bus, Caller caller) =>
        bus.StartsWith("arn:", StringComparison.Ordinal) ? bus : $"arn:aws:events:{caller.Region}:{caller.AccountId}:event-bus/{bus}";

    private static string ArnOf(FakeEventRule rule) => $"arn:aws:events:{rule.Region}:{rule.OwnerAccountId}:event-bus/{rule.Bus}";

    private static string BusOf(JsonObject input)
    {
        string? bus = InputCheck.Text(input, "EventBusName");
        return InputCheck.Fault(bus, "EventBusName", LongestBus, Bus()) is { } fault ? throw EventBridgeErrors.Invalid(fault) : bus ?? DefaultBus;
    }

    private static string? NameOf(JsonObject input, string member)
    {
        string? name = InputCheck.Text(input, member);
        return InputCheck.Fault(name, member, LongestName, RuleName()) is { } fault ? throw EventBridgeErrors.Invalid(fault) : name;
    }

    private (IReadOnlyList<T> Page, string? Next) Page<T>(IReadOnlyList<T> items, string list, JsonObject input)
    {
        int limit = Paging.Limit(input, "Limit", MostResults, MostResults) ?? throw EventBridgeErrors.Invalid("Parameter Limit is not valid. Reason: it is a number from 1 to 100.");
        try
        {
            return Paging.Cut(items, list, InputCheck.Text(input, "NextToken"), Math.Min(limit, world.Scenario.PageSize ?? limit));
        }
        catch (ArgumentException)
        {
            throw EventBridgeErrors.Invalid("Parameter NextToken is not valid.");
        }
    }

    private static JsonNode Shape(FakeEventRule rule) => JsonShapes.WithoutNulls(new JsonObject
    {
        ["Name"] = rule.Name,
        ["Arn"] = rule.Arn,
        ["EventPattern"] = rule.EventPattern,
        ["ScheduleExpression"] = rule.ScheduleExpression,
        ["State"] = rule.State,
        ["EventBusName"] = rule.Bus,
    });

    // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html
    [GeneratedRegex(@"^(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/\.\-_A-Za-z0-9]+$", RegexOptions.ECMAScript)]
    private static partial Regex Bus();

    [GeneratedRegex(@"^[\.\-_A-Za-z0-9]+$", RegexOptions.ECMAScript)]
    private static partial Regex RuleName();
}
