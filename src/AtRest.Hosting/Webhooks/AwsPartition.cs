namespace AtRest.Hosting.Webhooks;

/// <summary>The partition that a region belongs to (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html).</summary>
internal static class AwsPartition
{
    public static string Of(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn"
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov"
        : "aws";
}
