using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Kms;

/// <summary>The errors of KMS (https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html).</summary>
internal static class KmsErrors
{
    public static ErrorVocabulary Vocabulary { get; } = JsonErrors.For("kms") with
    {
        Throttled = new("ThrottlingException", "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls."),
        InternalFailure = new("KMSInternalException", "The request was rejected because an internal exception occurred.", 500),
    };

    public static ServiceErrorException KeyNotFound(string arn) => new(new("NotFoundException", $"Key '{arn}' does not exist"));

    public static ServiceErrorException NotFound(string message) => new(new("NotFoundException", message));

    public static ServiceErrorException InvalidArn(string keyId) => new(new("InvalidArnException", $"Invalid arn {keyId}"));

    public static ServiceErrorException InvalidMarker() => new(new("InvalidMarkerException", "The marker is not valid for this operation."));

    public static ServiceErrorException InvalidGrantId() => new(new("InvalidGrantIdException", "The specified GrantId is not valid."));

    public static ServiceErrorException Unsupported(string message) => new(new("UnsupportedOperationException", message));

    public static ServiceErrorException Validation(string message) => new(new("ValidationException", message));
}
