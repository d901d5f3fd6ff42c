namespace AtRest.Hosting.Work;

/// <summary>Runs every few seconds in a server (<see cref="Serving.ResumeTimer"/>), so that every audit ends.</summary>
public interface IResumeWork
{
    /// <summary>Queues again the messages of killed workers, and the audits whose messages are gone.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task RunAsync(CancellationToken cancellationToken);
}
