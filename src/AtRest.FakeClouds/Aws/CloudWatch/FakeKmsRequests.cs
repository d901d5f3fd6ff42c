namespace AtRest.FakeClouds.Aws.CloudWatch;

/// <summary>
/// Requests to AWS KMS that principals of an account make every day: what CloudWatch's usage metrics count
/// (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Usage-Metrics.html).
/// </summary>
public sealed record FakeKmsRequests
{
    /// <summary><c>eu-central-1</c>.</summary>
    public required string Region { get; init; }

    /// <summary>The dimension <c>Resource</c>: <c>CryptographicOperationsSymmetric</c>, or the name of an operation.</summary>
    public string Resource { get; init; } = "CryptographicOperationsSymmetric";

    /// <summary>Their number in a day.</summary>
    public required int EachDay { get; init; }
}
