using Amazon.Runtime;
using AtRest.AwsClients.Json;

namespace Amazon.EventBridge.Model;

/// <summary>A request for the rules of the default event bus (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html).</summary>
public class ListRulesRequest : JsonRequest
{
    public string? NextToken { get; set; }

    internal override string Operation => "ListRules";

    internal override Dictionary<string, object> Members => NextToken is null ? [] : new() { ["NextToken"] = NextToken };
}

/// <summary>The response of ListRules (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html).</summary>
public class ListRulesResponse : AmazonWebServiceResponse
{
    public List<Rule>? Rules { get; set; }

    public string? NextToken { get; set; }
}

/// <summary>Rule (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Rule.html).</summary>
public class Rule
{
    public string? Name { get; set; }

    public string? Arn { get; set; }

    public string? State { get; set; }

    public string? EventPattern { get; set; }
}

/// <summary>A request for ListTargetsByRule (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html).</summary>
public class ListTargetsByRuleRequest : JsonRequest
{
    public required string Rule { get; set; }

    public string? NextToken { get; set; }

    internal override string Operation => "ListTargetsByRule";

    internal override Dictionary<string, object> Members => NextToken is null ? new() { ["Rule"] = Rule } : new() { ["Rule"] = Rule, ["NextToken"] = NextToken };
}

/// <summary>The response of ListTargetsByRule (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html).</summary>
public class ListTargetsByRuleResponse : AmazonWebServiceResponse
{
    public List<Target>? Targets { get; set; }

    public string? NextToken { get; set; }
}

/// <summary>Target (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_Target.html).</summary>
public class Target
{
    public string? Arn { get; set; }
}

/// <summary>A request for TestEventPattern (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html).</summary>
public class TestEventPatternRequest : JsonRequest
{
    public required string EventPattern { get; set; }

    /// <summary>The event as JSON; <c>id</c>, <c>account</c>, <c>source</c>, <c>time</c>, <c>region</c>, <c>resources</c> and <c>detail-type</c> must be there.</summary>
    public required string Event { get; set; }

    internal override string Operation => "TestEventPattern";

    internal override Dictionary<string, object> Members => new() { ["EventPattern"] = EventPattern, ["Event"] = Event };
}

/// <summary>The response of TestEventPattern (https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TestEventPattern.html).</summary>
public class TestEventPatternResponse : AmazonWebServiceResponse
{
    public bool? Result { get; set; }
}
