using Amazon.Runtime;

namespace Amazon.S3Control.Model;

/// <summary>A request for the public access block of an account (https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_GetPublicAccessBlock.html).</summary>
public class GetPublicAccessBlockRequest : AmazonWebServiceRequest
{
    public required string AccountId { get; set; }
}

/// <summary>The response of GetPublicAccessBlock.</summary>
public class GetPublicAccessBlockResponse : AmazonWebServiceResponse
{
    /// <summary>Null if the response holds none.</summary>
    public PublicAccessBlockConfiguration? PublicAccessBlockConfiguration { get; set; }
}

/// <summary>PublicAccessBlockConfiguration (https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PublicAccessBlockConfiguration.html).</summary>
public class PublicAccessBlockConfiguration
{
    public bool? BlockPublicAcls { get; set; }

    public bool? IgnorePublicAcls { get; set; }

    public bool? BlockPublicPolicy { get; set; }

    public bool? RestrictPublicBuckets { get; set; }
}
