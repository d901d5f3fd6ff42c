namespace AtRest.Hosting.Work;

/// <summary>A message as it is handed to its work.</summary>
/// <param name="Text">As it was enqueued.</param>
/// <param name="DequeueCount">Which delivery this is: 1 for the first.</param>
public sealed record QueueDelivery(string Text, int DequeueCount);
