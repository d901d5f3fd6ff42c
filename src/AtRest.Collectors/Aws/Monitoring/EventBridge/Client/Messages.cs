using Amazon.Runtime;
using AtRest.Collectors.Aws.Clients.Json;

namespace AtRest.Collectors.Aws.Monitoring.EventBridge.Client;

/// <summary>Without a bus: the default one.</summary>
internal sealed class ListRulesRequest : JsonRequest
{
    public string? NextToken { get; init; }

    public override string Operation => "ListRules";

    public override Dictionary<string, object> Members => NextToken is null ? [] : new() { ["NextToken"] = NextToken };
}

internal sealed class ListRulesResponse : AmazonWebServiceResponse, IJsonResponse
{
    public List<RuleItem>? Rules { get; init; }

    public string? NextToken { get; init; }

    public bool IsComplete => Rules?.TrueForAll(rule => rule is { Name.Length: > 0, Arn.Length: > 0, State.Length: > 0 }) == true;
}

internal sealed class RuleItem
{
    public string? Name { get; init; }

    public string? Arn { get; init; }

    public string? State { get; init; }

    public string? EventPattern { get; init; }
}

internal sealed class ListTargetsByRuleRequest : JsonRequest
{
    public required string Rule { get; init; }

    public string? NextToken { get; init; }

    public override string Operation => "ListTargetsByRule";

    public override Dictionary<string, object> Members => NextToken is null ? new() { ["Rule"] = Rule } : new() { ["Rule"] = Rule, ["NextToken"] = NextToken };
}

internal sealed class ListTargetsByRuleResponse : AmazonWebServiceResponse, IJsonResponse
{
    public List<TargetItem>? Targets { get; init; }

    public string? NextToken { get; init; }

    public bool IsComplete => Targets?.TrueForAll(target => !string.IsNullOrEmpty(target.Arn)) == true;
}

internal sealed class TargetItem
{
    public string? Arn { get; init; }
}

internal sealed class TestEventPatternRequest : JsonRequest
{
    public required string EventPattern { get; init; }

    /// <summary>The event as JSON; <c>id</c>, <c>account</c>, <c>source</c>, <c>time</c>, <c>region</c>, <c>resources</c> and <c>detail-type</c> must be there.</summary>
    public required string Event { get; init; }

    public override string Operation => "TestEventPattern";

    public override Dictionary<string, object> Members => new() { ["EventPattern"] = EventPattern, ["Event"] = Event };
}

internal sealed class TestEventPatternResponse : AmazonWebServiceResponse, IJsonResponse
{
    public bool? Result { get; init; }

    public bool IsComplete => Result is not null;
}
