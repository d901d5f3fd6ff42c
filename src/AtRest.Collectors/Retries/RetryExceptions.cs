namespace AtRest.Collectors.Retries;

/// <summary>An answer that was received but cannot be used: it is cut off, is not of the expected form, or lacks what every answer of its operation has.</summary>
internal sealed class MalformedAnswerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>No complete answer within the time for one attempt.</summary>
internal sealed class AttemptTimeoutException(TimeSpan limit, Exception inner)
    : Exception($"There was no response within {limit.TotalSeconds:0.#} seconds.", inner);

/// <summary>The call was not made, or not made again, because earlier calls of the same operation, or to the same endpoint, got no usable answer.</summary>
/// <param name="earlier">How the last of the earlier calls ended.</param>
/// <param name="wasMade">Whether this call made at least one attempt.</param>
internal sealed class GivenUpException(Exception earlier, bool wasMade) : Exception(earlier.Message, earlier)
{
    public bool WasMade { get; } = wasMade;
}

/// <summary>The endpoint answers every call of the operation with errors that are not the cloud's. The inner exception is the last of them.</summary>
internal sealed class NotOfferedException(Exception last) : Exception(last.Message, last);
