using Amazon.CloudTrail;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.EventBridge;
using Amazon.KeyManagementService;
using Amazon.Organizations;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;
using Amazon.S3Control;
using Amazon.SecurityToken;
using AtRest.Collectors.Aws.Pipeline;

namespace AtRest.Collectors.Aws.Clients;

/// <summary>The SDK's client with the audit's pipeline.</summary>
internal sealed class AuditKmsClient(AWSCredentials credentials, AmazonKeyManagementServiceConfig config, AuditPipeline audit)
    : AmazonKeyManagementServiceClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        audit.Install(pipeline);
    }
}

/// <summary>The SDK's client with the audit's pipeline.</summary>
internal sealed class AuditS3Client(AWSCredentials credentials, AmazonS3Config config, AuditPipeline audit)
    : AmazonS3Client(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        audit.Install(pipeline);
    }
}

/// <summary>The SDK's client with the audit's pipeline.</summary>
internal sealed class AuditStsClient(AWSCredentials credentials, AmazonSecurityTokenServiceConfig config, AuditPipeline audit)
    : AmazonSecurityTokenServiceClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        audit.Install(pipeline);
    }
}

/// <summary>The SDK's client with the audit's pipeline.</summary>
internal sealed class AuditCloudTrailClient(AWSCredentials credentials, AmazonCloudTrailConfig config, AuditPipeline audit)
    : AmazonCloudTrailClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        audit.Install(pipeline);
    }
}

/// <summary>The SDK's client with the audit's pipeline.</summary>
internal sealed class AuditEventBridgeClient(AWSCredentials credentials, AmazonEventBridgeConfig config, AuditPipeline audit)
    : AmazonEventBridgeClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        audit.Install(pipeline);
    }
}

/// <summary>The SDK's client with the audit's pipeline.</summary>
internal sealed class AuditCloudWatchLogsClient(AWSCredentials credentials, AmazonCloudWatchLogsConfig config, AuditPipeline audit)
    : AmazonCloudWatchLogsClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        audit.Install(pipeline);
    }
}

/// <summary>The SDK's client with the audit's pipeline.</summary>
internal sealed class AuditCloudWatchClient(AWSCredentials credentials, AmazonCloudWatchConfig config, AuditPipeline audit)
    : AmazonCloudWatchClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        audit.Install(pipeline);
    }
}

/// <summary>The SDK's client with the audit's pipeline.</summary>
internal sealed class AuditS3ControlClient(AWSCredentials credentials, AmazonS3ControlConfig config, AuditPipeline audit)
    : AmazonS3ControlClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        audit.Install(pipeline);
    }
}

/// <summary>The SDK's client with the audit's pipeline.</summary>
internal sealed class AuditOrganizationsClient(AWSCredentials credentials, AmazonOrganizationsConfig config, AuditPipeline audit)
    : AmazonOrganizationsClient(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        audit.Install(pipeline);
    }
}
