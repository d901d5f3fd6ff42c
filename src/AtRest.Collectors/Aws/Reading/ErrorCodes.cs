namespace AtRest.Collectors.Aws.Reading;

/// <summary>Groups AWS's error codes by what they mean for an audit.</summary>
internal static class ErrorCodes
{
    private static readonly HashSet<string> BadCredentials = new(StringComparer.Ordinal)
    {
        "UnrecognizedClientException", "InvalidClientTokenId", "ExpiredToken", "ExpiredTokenException", "SignatureDoesNotMatch",
        "InvalidSignatureException", "IncompleteSignature", "IncompleteSignatureException", "MissingAuthenticationToken",
        "MissingAuthenticationTokenException", "InvalidAccessKeyId", "InvalidToken", "AuthFailure", "OptInRequired", "RequestExpired",
    };

    private static readonly HashSet<string> NotFound = new(StringComparer.Ordinal)
    {
        "NotFoundException", "ResourceNotFoundException", "NoSuchBucket", "NoSuchPublicAccessBlockConfiguration", "NoSuchLifecycleConfiguration",
        "ObjectLockConfigurationNotFoundError", "TrailNotFoundException", "EventDataStoreNotFoundException",
        "ChildNotFoundException", "TargetNotFoundException", "PolicyNotFoundException", "AWSOrganizationsNotInUseException",
    };

    private static readonly HashSet<string> Denied = new(StringComparer.Ordinal)
    {
        "AccessDenied", "AccessDeniedException", "NotAuthorizedException", "NotAuthorized", "UnauthorizedOperation", "AllAccessDisabled",
        "OperationNotPermittedException", "AccountProblem", "InsufficientDependencyServiceAccessPermissionException",
        "NoManagementAccountSLRExistsException", "RegionDisabledException",
    };

    public static bool AreBadCredentials(string code) => BadCredentials.Contains(code);

    public static bool IsNotFound(string code) => NotFound.Contains(code);

    public static bool IsDenied(string code) => Denied.Contains(code);

    public static bool IsThrottling(string code) =>
        code.Contains("Throttl", StringComparison.OrdinalIgnoreCase) || code is "SlowDown" or "RequestLimitExceeded" or "TooManyRequestsException" or "LimitExceededException";
}
