namespace AtRest.Collectors.Aws.Clients;

/// <summary>The services that are read, named as in <c>AWS_ENDPOINT_URL_&lt;SERVICE&gt;</c>.</summary>
internal enum AwsService
{
    Kms,
    CloudTrail,
    S3,
    Sts,
}
