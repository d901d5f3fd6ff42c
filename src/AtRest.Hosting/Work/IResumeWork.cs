namespace AtRest.Hosting.Work;

/// <summary>What is done every few seconds as long as a server runs (<see cref="Serving.ResumeTimer"/>), so that every audit comes to an end.</summary>
public interface IResumeWork
{
    /// <summary>Queues again what a killed worker had in hand, and the audits whose messages are gone: neither must cost a report, or time.</summary>
    /// <param name="cancellationToken">Ends it early.</param>
    Task RunAsync(CancellationToken cancellationToken);
}
