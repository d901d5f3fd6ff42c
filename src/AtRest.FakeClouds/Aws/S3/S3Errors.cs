using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.S3;

/// <summary>S3's errors (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).</summary>
internal static class S3Errors
{
    public static ErrorVocabulary Vocabulary { get; } = new()
    {
        Throttled = new("SlowDown", "Please reduce your request rate.", 503),
        InternalFailure = new("InternalError", "We encountered an internal error. Please try again.", 500),
        Unavailable = new("ServiceUnavailable", "Service is unable to handle request.", 503),
        // S3 treats an unsigned request as anonymous, and no bucket is public.
        MissingAuthentication = new("AccessDenied", "Access Denied", 403),
        MalformedAuthentication = new("AuthorizationHeaderMalformed", "The authorization header that you provided is not valid."),
        WrongScope = new("AuthorizationHeaderMalformed", "The authorization header is malformed; incorrect service. This endpoint belongs to \"s3\"."),
        UnknownAccessKey = new("InvalidAccessKeyId", "The AWS Access Key Id you provided does not exist in our records.", 403),
        ExpiredToken = new("ExpiredToken", "The provided token has expired."),
        AccessDenied = new("AccessDenied", "Access Denied", 403),
    };

    public static ServiceErrorException NotImplemented() =>
        new(new("NotImplemented", "A header you provided implies functionality that is not implemented", 501));

    public static ServiceErrorException NoSuchBucket(string bucket) => OfBucket("NoSuchBucket", "The specified bucket does not exist", bucket);

    public static ServiceErrorException NoLifecycle(string bucket) => OfBucket("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", bucket);

    public static ServiceErrorException NoObjectLock(string bucket) => OfBucket("ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket", bucket);

    public static ServiceErrorException NoPublicAccessBlock(string bucket) => OfBucket("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", bucket);

    public static ServiceErrorException NoAccountBlock(string account) => new(new(
        "NoSuchPublicAccessBlockConfiguration",
        "The public access block configuration was not found",
        404)
    {
        Details = new Dictionary<string, string> { ["AccountId"] = account },
    });

    public static ServiceErrorException NoPolicy(string bucket) => OfBucket("NoSuchBucketPolicy", "The bucket policy does not exist", bucket);

    /// <summary>The error of a regional endpoint for a bucket in another region. It has no Location header: clients find the region in a header of S3's own.</summary>
    public static ServiceErrorException OtherRegion(string bucket, string region) => new(new(
        "PermanentRedirect",
        "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.",
        301)
    {
        Headers = new Dictionary<string, string> { ["x-amz-bucket-region"] = region },
        Details = new Dictionary<string, string> { ["Endpoint"] = $"s3.{region}.amazonaws.com", ["Bucket"] = bucket },
    });

    private static ServiceErrorException OfBucket(string code, string message, string bucket) =>
        new(new(code, message, 404) { Details = new Dictionary<string, string> { ["BucketName"] = bucket } });
}
