namespace AtRest.Hosting.Work;

/// <summary>The work of the nightly timer, in the Functions app and in <c>serve</c>.</summary>
public interface INightlyWork
{
    /// <summary>
    /// Starts one audit for each organization, and deletes what the retention no longer keeps. Called again for the same occurrence of the schedule, even late, it starts no
    /// second audit: the audits' IDs derive from the occurrence.
    /// </summary>
    /// <param name="tick">When the timer fired.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task RunAsync(NightlyTick tick, CancellationToken cancellationToken);
}
