using Amazon.EventBridge.Model;
using Amazon.Runtime;
using AtRest.AwsClients.Json;

namespace Amazon.EventBridge;

/// <summary>A client for Amazon EventBridge (https://docs.aws.amazon.com/eventbridge/latest/APIReference/), with the operations that an audit needs.</summary>
public class AmazonEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig config)
    : JsonServiceClient(credentials, config)
{
    public Task<ListRulesResponse> ListRulesAsync(ListRulesRequest request, CancellationToken cancellationToken) =>
        SendAsync<ListRulesResponse>(request, cancellationToken);

    public Task<ListTargetsByRuleResponse> ListTargetsByRuleAsync(ListTargetsByRuleRequest request, CancellationToken cancellationToken) =>
        SendAsync<ListTargetsByRuleResponse>(request, cancellationToken);

    public Task<TestEventPatternResponse> TestEventPatternAsync(TestEventPatternRequest request, CancellationToken cancellationToken) =>
        SendAsync<TestEventPatternResponse>(request, cancellationToken);
}

/// <summary>The configuration of an <see cref="AmazonEventBridgeClient"/>.</summary>
public sealed class AmazonEventBridgeConfig() : JsonServiceConfig(Description)
{
    private static readonly JsonService Description = new()
    {
        ServiceId = "EventBridge",
        EndpointPrefix = "events",
        SigningName = "events",
        Version = "2015-10-07",
        TargetPrefix = "AWSEvents.",
    };
}
