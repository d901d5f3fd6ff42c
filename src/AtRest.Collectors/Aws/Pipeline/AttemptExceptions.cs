using Amazon.Runtime;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>An answer that was read, but lacks what every answer of its operation has.</summary>
internal sealed class IncompleteAnswerException(string message) : AmazonClientException(message);

/// <summary>No complete answer within the time for one attempt.</summary>
internal sealed class AttemptTimeoutException(TimeSpan limit, Exception inner)
    : AmazonClientException($"There was no answer within {limit.TotalSeconds:0.#} seconds.", inner);

/// <summary>The call was not made, or not made again, since earlier calls of the same kind never got an answer.</summary>
/// <param name="earlier">What the last of them got.</param>
/// <param name="wasMade">Whether an attempt of this call was made before.</param>
internal sealed class GivenUpException(Exception earlier, bool wasMade) : AmazonClientException(earlier.Message, earlier)
{
    public bool WasMade { get; } = wasMade;
}
