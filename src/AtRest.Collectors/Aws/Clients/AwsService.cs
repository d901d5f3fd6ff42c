namespace AtRest.Collectors.Aws.Clients;

/// <summary>The services that AtRest reads.</summary>
internal enum AwsService
{
    Kms,
    CloudTrail,
    S3,
    S3Control,
    Sts,
    EventBridge,
    CloudWatchLogs,
    CloudWatch,
    Organizations,
}
