using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Sets up a trail with a bucket of its own, whose policy lets CloudTrail write (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html).</summary>
internal static class NewTrail
{
    private const string Name = "key-use";

    /// <summary>us-east-1 takes no location constraint (https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html).</summary>
    private const string RegionWithoutConstraint = "us-east-1";

    private const int SuffixLength = 10;

    private static readonly JsonSerializerOptions Layout = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public const string Advice = "Create a multi-Region trail with log file validation and start it. The commands also create its bucket, with a policy that lets this trail alone write to it.";

    /// <summary>All steps; each may be repeated.</summary>
    public static string Commands(KmsKeyArn key)
    {
        var (account, region, bucket) = (key.AccountId, key.Region, BucketOf(key));
        string[] constraint = region == RegionWithoutConstraint ? [] : ["--create-bucket-configuration", $"LocationConstraint={region}"];
        return string.Join(
            '\n',
            AwsCli.Command(["s3api", "create-bucket", "--bucket", bucket, .. constraint, "--region", region]),
            AwsCli.Command("s3api", "put-bucket-policy", "--bucket", bucket, "--policy", Policy(key, bucket), "--expected-bucket-owner", account, "--region", region),
            BucketCommands.BlockPublicAccess(bucket),
            AwsCli.Command("cloudtrail", "create-trail", "--name", Name, "--s3-bucket-name", bucket, "--is-multi-region-trail", "--enable-log-file-validation", "--region", region),
            AwsCli.Command("cloudtrail", "start-logging", "--name", Name, "--region", region));
    }

    /// <summary>Names of buckets are unique in the world. A name that can be guessed could be taken by somebody else, who would then receive the log files; so it ends with a digest.</summary>
    private static string BucketOf(KmsKeyArn key)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key.Value)));
        return $"cloudtrail-{key.AccountId}-{key.Region}-{digest[..SuffixLength]}";
    }

    private static string Policy(KmsKeyArn key, string bucket)
    {
        var trail = $"arn:{key.Partition}:cloudtrail:{key.Region}:{key.AccountId}:trail/{Name}";
        JsonObject Statement(string sid, string action, string resource, JsonObject condition) => new()
        {
            ["Sid"] = sid,
            ["Effect"] = "Allow",
            ["Principal"] = new JsonObject { ["Service"] = "cloudtrail.amazonaws.com" },
            ["Action"] = action,
            ["Resource"] = resource,
            ["Condition"] = new JsonObject { ["StringEquals"] = condition },
        };

        return new JsonObject
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new JsonArray(
                Statement("AWSCloudTrailAclCheck", "s3:GetBucketAcl", $"arn:{key.Partition}:s3:::{bucket}", new() { ["aws:SourceArn"] = trail }),
                Statement(
                    "AWSCloudTrailWrite",
                    "s3:PutObject",
                    $"arn:{key.Partition}:s3:::{bucket}/AWSLogs/{key.AccountId}/*",
                    new() { ["aws:SourceArn"] = trail, ["s3:x-amz-acl"] = "bucket-owner-full-control" })),
        }.ToJsonString(Layout);
    }
}
