using System.Collections.Immutable;

namespace AtRest.Core.Aws.Naming;

/// <summary>The regions that every account has; all others must be opted into (https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html).</summary>
internal static class AwsRegions
{
    private static readonly ImmutableArray<string> Commercial =
    [
        "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1", "ap-southeast-1", "ap-southeast-2", "ca-central-1", "eu-central-1",
        "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];

    private static readonly ImmutableArray<string> China = ["cn-north-1", "cn-northwest-1"];
    private static readonly ImmutableArray<string> Government = ["us-gov-east-1", "us-gov-west-1"];

    /// <summary>Those of the partition that a region belongs to.</summary>
    public static ImmutableArray<string> BesideOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? China
        : region.StartsWith("us-gov-", StringComparison.Ordinal) ? Government
        : Commercial;
}
