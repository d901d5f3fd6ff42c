namespace AtRest.Collectors.Google.Pipeline;

/// <summary>An answer that was read, but lacks what every answer of its operation has, or has it in another form.</summary>
internal sealed class MalformedAnswerException(string message) : Exception(message);

/// <summary>No complete answer within the time for one attempt.</summary>
internal sealed class AttemptTimeoutException(TimeSpan limit, Exception inner)
    : Exception($"There was no answer within {limit.TotalSeconds:0.#} seconds.", inner);

/// <summary>The call was not made, or not made again, since earlier calls never got an answer.</summary>
/// <param name="earlier">What the last of them got.</param>
/// <param name="wasMade">Whether an attempt of this call was made before.</param>
internal sealed class GivenUpException(Exception earlier, bool wasMade) : Exception(earlier.Message, earlier)
{
    public bool WasMade { get; } = wasMade;
}

/// <summary>The endpoint answers all calls of the operation with errors that are not Google's; the inner exception is the last of them.</summary>
internal sealed class NotOfferedException(Exception last) : Exception(last.Message, last);
