namespace AtRest.Hosting.Work;

/// <summary>What is done every few minutes, in the Functions app and in <c>serve</c>, so that every audit comes to an end.</summary>
public interface IResumeWork
{
    /// <summary>Queues again the audits that are not over and on which nobody works: a queue that lost their messages must not cost a report.</summary>
    /// <param name="cancellationToken">Ends it early.</param>
    Task RunAsync(CancellationToken cancellationToken);
}
