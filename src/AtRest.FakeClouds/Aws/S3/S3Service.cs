using System.Xml.Linq;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.S3;

/// <summary>Amazon S3 with path-style addresses: the operations that an auditor calls (https://docs.aws.amazon.com/AmazonS3/latest/API/). It answers every request that no other service recognizes, except those with a target.</summary>
internal sealed class S3Service(AwsWorld world, AccessCheck access) : IAwsService
{
    // The names of the permissions, which differ from the names of the operations.
    private static readonly Dictionary<string, string> OperationBySubresource = new()
    {
        ["lifecycle"] = "GetLifecycleConfiguration",
        ["versioning"] = "GetBucketVersioning",
        ["object-lock"] = "GetBucketObjectLockConfiguration",
        ["publicAccessBlock"] = "GetBucketPublicAccessBlock",
        ["policyStatus"] = "GetBucketPolicyStatus",
        ["location"] = "GetBucketLocation",
    };

    /// <summary>S3 Control, which has the settings of accounts (https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html).</summary>
    private const string AccountBlockPath = "/v20180820/configuration/publicAccessBlock";

    private const string AccountBlock = "GetAccountPublicAccessBlock";

    public AwsWorld World => world;

    public string Name => "s3";

    public ErrorVocabulary Errors => S3Errors.Vocabulary;

    public ServiceCall? Recognize(IncomingRequest request)
    {
        if (request.Headers.ContainsKey("x-amz-target"))
        {
            return null;
        }

        if (request.Path == AccountBlockPath)
        {
            return new ServiceCall(request.Method == "GET" ? AccountBlock : "Unknown", request.Headers["x-amz-account-id"].ToString(), request);
        }

        string[] path = request.Path.Trim('/').Split('/', 2);
        string? bucket = path[0].Length > 0 ? path[0] : null;
        string? subresource = request.Query.Keys.FirstOrDefault(OperationBySubresource.ContainsKey);
        string operation = (request.Method, path.Length, bucket, subresource) switch
        {
            ("GET", 1, not null, not null) => OperationBySubresource[subresource],
            ("HEAD", 1, not null, null) => "ListBucket",
            _ => "Unknown",
        };
        return new ServiceCall(operation, bucket, request);
    }

    public Reply Answer(ServiceCall call, Caller caller)
    {
        if (call.Operation == AccountBlock)
        {
            return new Reply(200, "application/xml", XmlText.Write(OfAccount(call, caller))) { Headers = Headers(call.Request) };
        }

        Func<FakeBucket, XElement?> operation = call.Operation switch
        {
            "GetLifecycleConfiguration" => bucket => LifecycleShape.Of(bucket, world),
            "GetBucketVersioning" => BucketShapes.Versioning,
            "GetBucketObjectLockConfiguration" => BucketShapes.ObjectLock,
            "GetBucketPublicAccessBlock" => BucketShapes.PublicAccessBlock,
            "GetBucketPolicyStatus" => BucketShapes.PolicyStatus,
            "GetBucketLocation" => BucketShapes.Location,
            "ListBucket" => _ => null,
            _ => throw S3Errors.NotImplemented(),
        };

        FakeBucket bucket = Find(call, caller);
        Dictionary<string, string> headers = Headers(call.Request);
        if (bucket.Region is { } region)
        {
            headers["x-amz-bucket-region"] = region;
        }

        string body = operation(bucket) is { } root ? XmlText.Write(root) : "";
        return new Reply(200, "application/xml", body) { Headers = headers };
    }

    public Reply Shape(ServiceError error, IncomingRequest request)
    {
        XElement root = new(
            "Error",
            XmlText.Element("Code", error.Code),
            XmlText.Element("Message", error.Message),
            error.Details.Select(detail => XmlText.Element(detail.Key, detail.Value)),
            XmlText.Element("RequestId", request.Id),
            XmlText.Element("HostId", StableIds.Hex(request.Id)));
        root = request.Path == AccountBlockPath ? new XElement("ErrorResponse", root) : root;
        Dictionary<string, string> headers = Headers(request);
        foreach ((string name, string value) in error.Headers)
        {
            headers[name] = value;
        }

        return new Reply(error.Status, "application/xml", XmlText.Write(root)) { Headers = headers };
    }

    private XElement OfAccount(ServiceCall call, Caller caller)
    {
        string account = call.Resource!;
        access.Check(this, call.Operation, account, caller);
        return account != caller.AccountId
            ? throw AccessCheck.Denied(this, call.Operation, account, caller, "because an account's settings are shown to that account only")
            : BucketShapes.Block(world.Scenario.Accounts.FirstOrDefault(known => known.AccountId == account)?.PublicAccessBlock ?? throw S3Errors.NoAccountBlock(account));
    }

    private FakeBucket Find(ServiceCall call, Caller caller)
    {
        string name = call.Resource!;
        access.Check(this, call.Operation, name, caller);
        FakeBucket bucket = world.BucketsByName.GetValueOrDefault(name) ?? throw S3Errors.NoSuchBucket(name);
        if (call.Operation != "GetBucketLocation" && bucket.Region is { } region && region != caller.Region)
        {
            throw S3Errors.OtherRegion(name, region);
        }

        string expectedOwner = call.Request.Headers["x-amz-expected-bucket-owner"].ToString();
        bool foreign = bucket.OwnerAccount is { } owner && (owner != caller.AccountId || (expectedOwner.Length > 0 && expectedOwner != owner));
        return foreign
            ? throw AccessCheck.Denied(this, call.Operation, $"arn:aws:s3:::{name}", caller, "because no resource-based policy allows the action")
            : bucket;
    }

    private static Dictionary<string, string> Headers(IncomingRequest request) => new()
    {
        ["x-amz-request-id"] = request.Id,
        ["x-amz-id-2"] = StableIds.Hex(request.Id),
    };
}
