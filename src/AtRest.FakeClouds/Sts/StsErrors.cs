using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Sts;

/// <summary>STS's errors (https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html).</summary>
internal static class StsErrors
{
    public static ErrorVocabulary Vocabulary { get; } = new()
    {
        Throttled = new("Throttling", "Rate exceeded"),
        InternalFailure = new("InternalFailure", "The request processing has failed because of an unknown error, exception or failure.", 500),
        Unavailable = new("ServiceUnavailable", "The request has failed due to a temporary failure of the server.", 503),
        MissingAuthentication = new("MissingAuthenticationToken", "Request is missing Authentication Token", 403),
        MalformedAuthentication = new("IncompleteSignature", "The request signature does not conform to AWS standards."),
        WrongScope = new("SignatureDoesNotMatch", "Credential should be scoped to correct service: 'sts'.", 403),
        UnknownAccessKey = new("InvalidClientTokenId", "The security token included in the request is invalid.", 403),
        ExpiredToken = new("ExpiredToken", "The security token included in the request is expired", 403),
        AccessDenied = new("AccessDenied", "", 403),
    };

    public static AwsErrorException InvalidAction(string action) => new(new("InvalidAction", $"Could not find operation {action} for version 2011-06-15"));

    public static AwsErrorException Validation(string message) => new(new("ValidationError", message));
}
