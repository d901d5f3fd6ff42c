namespace AtRest.Hosting.Work.Claims;

/// <summary>A message that a worker handles, or is to handle: the content of a claim's blob, with everything that is needed to queue the message again.</summary>
internal sealed record WorkClaim
{
    public required string Queue { get; init; }

    public required string Text { get; init; }

    /// <summary>The number of workers that have begun, without those that were asked to stop.</summary>
    public required int Tries { get; init; }
}

/// <summary>The state of a claim. It is in the blob's media type, so that a listing is enough to read it.</summary>
internal enum ClaimState
{
    /// <summary>A worker has the message, and is running if the claim is young.</summary>
    Held,

    /// <summary>No worker has the message: it was released, or queued again.</summary>
    Waiting,

    /// <summary>The work is done, and copies of the message may still come.</summary>
    Done,
}

/// <summary>A claim that this process holds.</summary>
internal sealed record HeldClaim(string Name, WorkClaim Claim, string ETag);

/// <summary>A claim in a listing.</summary>
internal sealed record ListedClaim(string Name, ClaimState State, DateTimeOffset LastModified, TimeSpan Age, string ETag);
