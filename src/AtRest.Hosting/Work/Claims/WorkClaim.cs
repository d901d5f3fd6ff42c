namespace AtRest.Hosting.Work.Claims;

/// <summary>A message that somebody works on, or is to work on: the content of a claim's blob, with all that is needed to queue the message again.</summary>
internal sealed record WorkClaim
{
    public required string Queue { get; init; }

    public required string Text { get; init; }

    /// <summary>How many workers have begun; those that were told to stop do not count.</summary>
    public required int Tries { get; init; }
}

/// <summary>What a claim says. It is the blob's media type, so that a listing is enough to read it.</summary>
internal enum ClaimState
{
    /// <summary>A worker has the message; alive as long as the claim is young.</summary>
    Held,

    /// <summary>No worker has the message: it was given back, or was queued again.</summary>
    Waiting,

    /// <summary>The work is done, and copies of the message may still come.</summary>
    Done,
}

/// <summary>A claim that this process holds.</summary>
internal sealed record HeldClaim(string Name, WorkClaim Claim, string ETag);

/// <summary>A claim as it is listed.</summary>
internal sealed record ListedClaim(string Name, ClaimState State, DateTimeOffset LastModified, TimeSpan Age, string ETag);
