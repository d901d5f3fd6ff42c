namespace AtRest.FakeClouds.Hosting;

/// <summary>The errors that every service has, in the words of one service.</summary>
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

    /// <summary>The service adds the message.</summary>
    public required ServiceError AccessDenied { get; init; }
}
