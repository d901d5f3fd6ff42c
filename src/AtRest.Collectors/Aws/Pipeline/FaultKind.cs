namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>What went wrong with one attempt, as far as trying again is concerned.</summary>
internal enum FaultKind
{
    /// <summary>A definite answer: asking again would give the same.</summary>
    None,

    /// <summary>The service asks us to slow down.</summary>
    Throttled,

    /// <summary>A server error, a dropped connection, an answer that cannot be read.</summary>
    Faulty,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>No connection: the name does not resolve, or nobody listens.</summary>
    Unreachable,
}
