namespace AtRest.FakeClouds.Hosting;

/// <summary>How a service words the errors that every service has.</summary>
internal sealed record ErrorVocabulary
{
    public required AwsError Throttled { get; init; }

    /// <summary>Status 500.</summary>
    public required AwsError InternalFailure { get; init; }

    /// <summary>Status 503.</summary>
    public required AwsError Unavailable { get; init; }

    public required AwsError MissingAuthentication { get; init; }

    public required AwsError MalformedAuthentication { get; init; }

    /// <summary>The signature is for another service.</summary>
    public required AwsError WrongScope { get; init; }

    public required AwsError UnknownAccessKey { get; init; }

    public required AwsError ExpiredToken { get; init; }

    /// <summary>The message is the caller's to fill.</summary>
    public required AwsError AccessDenied { get; init; }
}
