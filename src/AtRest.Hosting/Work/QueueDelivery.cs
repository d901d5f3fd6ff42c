namespace AtRest.Hosting.Work;

/// <summary>A delivered message.</summary>
/// <param name="Text">The text as it was sent.</param>
/// <param name="DequeueCount">The number of this delivery: 1 for the first.</param>
public sealed record QueueDelivery(string Text, int DequeueCount);
