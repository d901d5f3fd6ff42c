using System.Globalization;

namespace AtRest.Collectors.Retries;

/// <summary>A response that was damaged on its way: it is empty, cut off, or cannot be decompressed. The call is tried again. The message is a sentence.</summary>
internal sealed class MalformedAnswerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// A complete response that is not evidence: it exceeds a bound, has another form than documented, or lacks what every response of its operation has. The next response would be the same, so
/// the call is not tried again. The message is a sentence about "it".
/// </summary>
internal sealed class WrongAnswerException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>No complete response within the time for one attempt.</summary>
internal sealed class AttemptTimeoutException(TimeSpan limit, Exception inner)
    : Exception($"There was no response within {limit.TotalSeconds:0.#} seconds.", inner)
{
    /// <summary>The limit in words, for causes: it does not depend on how the last attempt ended.</summary>
    public string Words { get; } = string.Create(CultureInfo.InvariantCulture, $"in time in several attempts, each limited to {limit.TotalSeconds:0.#} seconds with the response's body.");
}

/// <summary>The call was not made, or not made again, because earlier calls of the same operation, or to the same endpoint, got no usable response.</summary>
/// <param name="earlier">How the last of the earlier calls ended.</param>
/// <param name="wasMade">Whether this call made at least one attempt.</param>
internal sealed class GivenUpException(Exception earlier, bool wasMade) : Exception(earlier.Message, earlier)
{
    public bool WasMade { get; } = wasMade;
}

/// <summary>The endpoint answers every call of the operation with errors that are not the cloud's. The inner exception is the last of them.</summary>
internal sealed class NotOfferedException(Exception last) : Exception(last.Message, last);
