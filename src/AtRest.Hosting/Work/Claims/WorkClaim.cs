namespace AtRest.Hosting.Work.Claims;

/// <summary>
/// A message that a worker handles, or is to handle: the content of a claim's blob, with everything that is needed to queue the message again, and what became of its earlier
/// deliveries. The queue's own count cannot tell a failure from a kill or an outage.
/// </summary>
internal sealed record WorkClaim
{
    public required string Queue { get; init; }

    public required string Text { get; init; }

    /// <summary>How often the work ended with an error. Neither kills, nor stops, nor outages of the storage count.</summary>
    public int Failures { get; init; }

    /// <summary>How many workers were gone without an end.</summary>
    public int Kills { get; init; }

    /// <summary>All pauses because of outages of the storage: a sum, so that no clock matters.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The message is given up because of <see cref="Waited"/>.</summary>
    public bool WasOutage { get; init; }
}

/// <summary>The state of a claim. It is in the blob's media type, so that a listing is enough to read it.</summary>
internal enum ClaimState
{
    /// <summary>A worker has the message, and is running if the claim is young.</summary>
    Held,

    /// <summary>No worker has the message: it was released, or queued again. It may have a pause before its next delivery.</summary>
    Waiting,

    /// <summary>The work is done, and copies of the message may still come.</summary>
    Done,

    /// <summary>The message goes to the poison queue, and its copies are dropped.</summary>
    GivenUp,
}

/// <summary>A claim that this process holds.</summary>
internal sealed record HeldClaim(string Name, WorkClaim Claim, string ETag);

/// <summary>A claim in a listing.</summary>
/// <param name="Name">The blob's name.</param>
/// <param name="State">What is known of its message.</param>
/// <param name="Since">When it was written: by the storage's clock, or by this process if that time is in the future.</param>
/// <param name="Age">The time since then.</param>
/// <param name="ETag">The version.</param>
/// <param name="Pause">For a waiting message: the time until its next delivery.</param>
internal sealed record ListedClaim(string Name, ClaimState State, DateTimeOffset Since, TimeSpan Age, string ETag, TimeSpan Pause);
