namespace AtRest.Collectors.Aws.Clients;

/// <summary>The services that are read.</summary>
internal enum AwsService
{
    Kms,
    CloudTrail,
    S3,
    Sts,
    EventBridge,
    CloudWatchLogs,
    CloudWatch,
}
