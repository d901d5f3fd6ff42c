namespace AtRest.FakeClouds.Hosting;

/// <summary>How a service words the errors that every service has.</summary>
internal sealed record ErrorVocabulary
{
    public required ServiceError Throttled { get; init; }

    /// <summary>Status 500.</summary>
    public required ServiceError InternalFailure { get; init; }

    /// <summary>Status 503.</summary>
    public required ServiceError Unavailable { get; init; }

    public required ServiceError MissingAuthentication { get; init; }

    public required ServiceError MalformedAuthentication { get; init; }

    /// <summary>The signature is for another service.</summary>
    public required ServiceError WrongScope { get; init; }

    public required ServiceError UnknownAccessKey { get; init; }

    public required ServiceError ExpiredToken { get; init; }

    /// <summary>The message is the caller's to fill.</summary>
    public required ServiceError AccessDenied { get; init; }
}
