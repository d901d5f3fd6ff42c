using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Kms;

/// <summary>KMS's errors (https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html).</summary>
internal static class KmsErrors
{
    public static ErrorVocabulary Vocabulary { get; } = JsonErrors.For("kms") with
    {
        Throttled = new("ThrottlingException", "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls."),
        InternalFailure = new("KMSInternalException", "The request was rejected because an internal exception occurred.", 500),
    };

    public static AwsErrorException KeyNotFound(string arn) => new(new("NotFoundException", $"Key '{arn}' does not exist"));

    public static AwsErrorException NotFound(string message) => new(new("NotFoundException", message));

    public static AwsErrorException InvalidArn(string keyId) => new(new("InvalidArnException", $"Invalid arn {keyId}"));

    public static AwsErrorException InvalidMarker() => new(new("InvalidMarkerException", "The marker is not valid for this operation."));

    public static AwsErrorException InvalidGrantId() => new(new("InvalidGrantIdException", "The specified GrantId is not valid."));

    public static AwsErrorException Unsupported(string message) => new(new("UnsupportedOperationException", message));

    public static AwsErrorException Validation(string message) => new(new("ValidationException", message));
}
