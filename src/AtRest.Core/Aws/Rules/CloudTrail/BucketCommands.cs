namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Commands about a log bucket. Whoever runs them needs a role in the account that owns it.</summary>
internal static class BucketCommands
{
    private const string BlockAll = "BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true";

    /// <summary>Turns on all four settings of the bucket's own block (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html).</summary>
    public static string BlockPublicAccess(string bucket) =>
        AwsCli.Command("s3api", "put-public-access-block", "--bucket", bucket, "--public-access-block-configuration", BlockAll);

    /// <summary>Protects every file that is written from then on for as many days (https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html). It cannot be undone.</summary>
    public static string LockObjects(string bucket, int days) =>
        AwsCli.Command("s3api", "put-bucket-versioning", "--bucket", bucket, "--versioning-configuration", "Status=Enabled") + "\n" + LockFor(bucket, "GOVERNANCE", days);

    /// <summary>Sets the default retention of a bucket that has Object Lock on; it is for files that are written from then on.</summary>
    public static string LockFor(string bucket, string mode, int days) => AwsCli.Command(
        "s3api", "put-object-lock-configuration", "--bucket", bucket, "--object-lock-configuration",
        $$$$"""{"ObjectLockEnabled":"Enabled","Rule":{"DefaultRetention":{"Mode":"{{{{mode}}}}","Days":{{{{days}}}}}}}""");

    /// <summary>
    /// Reads the lifecycle rules into a file and puts the edited file back. AWS answers more than it takes back
    /// (https://docs.aws.amazon.com/cli/latest/reference/s3api/get-bucket-lifecycle-configuration.html), so only the rules are read.
    /// </summary>
    public static string EditLifecycle(string bucket) =>
        AwsCli.Command("s3api", "get-bucket-lifecycle-configuration", "--bucket", bucket, "--query", "{Rules: Rules}", "--output", "json") + " > lifecycle.json\n"
        + AwsCli.Command("s3api", "put-bucket-lifecycle-configuration", "--bucket", bucket, "--lifecycle-configuration", "file://lifecycle.json");
}
