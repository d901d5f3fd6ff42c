namespace AtRest.Hosting.Work;

/// <summary>What the nightly timer does, in the Functions app and in <c>serve</c>.</summary>
public interface INightlyWork
{
    /// <summary>
    /// Starts one audit for each organization, and deletes what its retention is over. Called twice for the same occurrence of the schedule, also late, it starts no
    /// second audit: the audits' ids derive from the occurrence.
    /// </summary>
    /// <param name="tick">When the timer fired.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    Task RunAsync(NightlyTick tick, CancellationToken cancellationToken);
}
