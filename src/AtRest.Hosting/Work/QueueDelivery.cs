namespace AtRest.Hosting.Work;

/// <summary>A delivered message.</summary>
/// <param name="Text">The text as it was sent.</param>
/// <param name="DequeueCount">The number of this delivery: 1 for the first. Killed workers and outages of the storage count here, too, so it says nothing about failures.</param>
public sealed record QueueDelivery(string Text, int DequeueCount)
{
    /// <summary>Of a message that is given up: AtRest's own storage failed for hours. What was not done is ordered again.</summary>
    public bool WasOutage { get; init; }
}
