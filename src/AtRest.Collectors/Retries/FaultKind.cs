namespace AtRest.Collectors.Retries;

/// <summary>How an attempt ended, as the retries see it.</summary>
internal enum FaultKind
{
    /// <summary>A definite answer: a second attempt would get the same.</summary>
    None,

    /// <summary>The service asks for fewer requests.</summary>
    Throttled,

    /// <summary>A server error, a dropped connection, or a response that was damaged on its way.</summary>
    Faulty,

    /// <summary>No response within the time for one attempt.</summary>
    TimedOut,

    /// <summary>No connection: the name does not resolve, or nothing listens.</summary>
    Unreachable,
}

/// <summary>Who sent the error that an attempt ended with.</summary>
internal enum ErrorOrigin
{
    /// <summary>The service: the error has the cloud's own shape.</summary>
    Service,

    /// <summary>The endpoint, in a shape that is not the cloud's: a web page, or a status alone.</summary>
    Endpoint,

    /// <summary>Unknown: nothing was received, or a gateway refused or limited the call.</summary>
    Unknown,
}
