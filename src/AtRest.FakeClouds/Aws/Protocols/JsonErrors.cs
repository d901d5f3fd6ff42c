using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Protocols;

/// <summary>The common errors of the services that use AWS JSON.</summary>
internal static class JsonErrors
{
    public static ErrorVocabulary For(string service) => new()
    {
        Throttled = new("ThrottlingException", "Rate exceeded"),
        InternalFailure = new("InternalFailure", "The request processing has failed because of an unknown error, exception or failure.", 500),
        Unavailable = new("ServiceUnavailable", "The request has failed due to a temporary failure of the server.", 503),
        MissingAuthentication = new("MissingAuthenticationTokenException", "Missing Authentication Token"),
        MalformedAuthentication = new("IncompleteSignatureException", "The request signature does not conform to AWS standards."),
        WrongScope = new("InvalidSignatureException", $"Credential should be scoped to correct service: '{service}'."),
        UnknownAccessKey = new("UnrecognizedClientException", "The security token included in the request is invalid."),
        ExpiredToken = new("ExpiredTokenException", "The security token included in the request is expired"),
        AccessDenied = new("AccessDeniedException", ""),
    };

    public static ServiceError UnknownOperation { get; } = new("UnknownOperationException", "The operation is not known here.");
}
