using Amazon.Runtime;
using AtRest.Collectors.Aws.Clients.Json;
using AtRest.Collectors.Aws.Pipeline;

namespace AtRest.Collectors.Aws.Monitoring.EventBridge.Client;

/// <summary>The operations that an audit needs, named as in the SDK's EventBridge package.</summary>
internal sealed class AmazonEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig config, AuditPipeline audit)
    : JsonServiceClient(credentials, config, audit)
{
    public Task<ListRulesResponse> ListRulesAsync(ListRulesRequest request, CancellationToken cancellationToken) =>
        SendAsync<ListRulesResponse>(request, cancellationToken);

    public Task<ListTargetsByRuleResponse> ListTargetsByRuleAsync(ListTargetsByRuleRequest request, CancellationToken cancellationToken) =>
        SendAsync<ListTargetsByRuleResponse>(request, cancellationToken);

    public Task<TestEventPatternResponse> TestEventPatternAsync(TestEventPatternRequest request, CancellationToken cancellationToken) =>
        SendAsync<TestEventPatternResponse>(request, cancellationToken);
}

internal sealed class AmazonEventBridgeConfig() : JsonServiceConfig(Description)
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
