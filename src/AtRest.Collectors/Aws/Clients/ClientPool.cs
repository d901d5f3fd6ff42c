using System.Collections.Concurrent;
using Amazon;
using Amazon.CloudTrail;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EventBridge;
using Amazon.KeyManagementService;
using Amazon.Organizations;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3Control;
using Amazon.SecurityToken;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Pipeline;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Aws.Clients;

/// <summary>The clients of an audit: one for each combination of credentials, service and region.</summary>
internal sealed class ClientPool(AwsCollectorOptions options, SharedHttpClientFactory http, CloudTelemetry telemetry) : IDisposable
{
    // Waits for a network use the real clock, even if another clock dates the evidence.
    private readonly TimeProvider clock = TimeProvider.System;
    private readonly EndpointOverrides overrides = new(options);
    private readonly SemaphoreSlim requests = new(options.MaxConcurrency, options.MaxConcurrency);
    private readonly ConcurrentDictionary<(string Identity, AwsService Service, string Region), Lazy<AmazonServiceClient>> clients = new();
    private readonly ConcurrentDictionary<string, EndpointGate> endpoints = new(StringComparer.Ordinal);

    public CloudTelemetry Telemetry => telemetry;

    /// <summary>Reads lists of all clients.</summary>
    public Listing Listing { get; } = new(options.ListingTimeout, TimeProvider.System);

    public IAmazonKeyManagementService Kms(AccountSession session, string region) =>
        (AuditKmsClient)Get(session, AwsService.Kms, region, credentials =>
        {
            var config = new AmazonKeyManagementServiceConfig();
            return new AuditKmsClient(credentials, config, Configure(config, AwsService.Kms, region));
        });

    public AmazonCloudTrailClient CloudTrail(AccountSession session, string region) =>
        (AuditCloudTrailClient)Get(session, AwsService.CloudTrail, region, credentials =>
        {
            var config = new AmazonCloudTrailConfig();
            return new AuditCloudTrailClient(credentials, config, Configure(config, AwsService.CloudTrail, region));
        });

    public AmazonEventBridgeClient EventBridge(AccountSession session, string region) =>
        (AuditEventBridgeClient)Get(session, AwsService.EventBridge, region, credentials =>
        {
            var config = new AmazonEventBridgeConfig();
            return new AuditEventBridgeClient(credentials, config, Configure(config, AwsService.EventBridge, region));
        });

    public AmazonCloudWatchLogsClient CloudWatchLogs(AccountSession session, string region) =>
        (AuditCloudWatchLogsClient)Get(session, AwsService.CloudWatchLogs, region, credentials =>
        {
            var config = new AmazonCloudWatchLogsConfig();
            return new AuditCloudWatchLogsClient(credentials, config, Configure(config, AwsService.CloudWatchLogs, region));
        });

    public AmazonCloudWatchClient CloudWatch(AccountSession session, string region) =>
        (AuditCloudWatchClient)Get(session, AwsService.CloudWatch, region, credentials =>
        {
            var config = new AmazonCloudWatchConfig();
            return new AuditCloudWatchClient(credentials, config, Configure(config, AwsService.CloudWatch, region));
        });

    public AmazonOrganizationsClient Organizations(AccountSession session, string region) =>
        (AuditOrganizationsClient)Get(session, AwsService.Organizations, region, credentials =>
        {
            var config = new AmazonOrganizationsConfig();
            return new AuditOrganizationsClient(credentials, config, Configure(config, AwsService.Organizations, region));
        });

    public IAmazonS3 S3(AccountSession session, string region) =>
        (AuditS3Client)Get(session, AwsService.S3, region, credentials =>
        {
            var config = new AmazonS3Config();
            var pipeline = Configure(config, AwsService.S3, region);
            config.ForcePathStyle = config.ServiceURL is not null;
            return new AuditS3Client(credentials, config, pipeline);
        });

    public AmazonS3ControlClient S3Control(AccountSession session, string region) =>
        (AuditS3ControlClient)Get(session, AwsService.S3Control, region, credentials =>
        {
            var config = new AmazonS3ControlConfig();
            var pipeline = Configure(config, AwsService.S3Control, region);
            config.DisableHostPrefixInjection = config.ServiceURL is not null;
            return new AuditS3ControlClient(credentials, config, pipeline);
        });

    public IAmazonSecurityTokenService Sts(AccountSession session, string region) =>
        (AuditStsClient)Get(session, AwsService.Sts, region, credentials =>
        {
            var config = new AmazonSecurityTokenServiceConfig();
            return new AuditStsClient(credentials, config, Configure(config, AwsService.Sts, region));
        });

    public void Dispose()
    {
        foreach (var client in clients.Values.Where(client => client.IsValueCreated))
        {
            client.Value.Dispose();
        }

        foreach (var endpoint in endpoints.Values)
        {
            endpoint.Dispose();
        }

        requests.Dispose();
    }

    private AmazonServiceClient Get(AccountSession session, AwsService service, string region, Func<AWSCredentials, AmazonServiceClient> create) =>
        clients.GetOrAdd((session.Identity, service, region), _ => new Lazy<AmazonServiceClient>(() => create(session.RequireCredentials()))).Value;

    /// <summary>The service's name in permissions.</summary>
    private static string NameOf(AwsService service) => service switch
    {
        AwsService.EventBridge => "events",
        AwsService.CloudWatchLogs => "logs",
        _ => service.ToString().ToLowerInvariant(),
    };

    private AuditPipeline Configure(ClientConfig config, AwsService service, string region)
    {
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        if ((overrides.Of(service)?.AbsoluteUri ?? config.ServiceURL) is { } url)
        {
            // Setting the URL removes the region, but requests are still signed for it.
            config.ServiceURL = url;
            config.AuthenticationRegion = region;
        }

        config.HttpClientFactory = http;
        config.RetryMode = RequestRetryMode.Standard;
        config.ThrottleRetries = false;
        config.MaxStaleConnectionRetries = 0;
        var authority = config.ServiceURL ?? region;
        var endpoint = endpoints.GetOrAdd($"{service} {authority}", _ => new EndpointGate(new EndpointHealth(isOverride: config.ServiceURL is not null), clock));
        return new AuditPipeline(endpoint, new CallTelemetry(telemetry, "aws", NameOf(service), region), clock, requests, options.AttemptTimeout);
    }
}
