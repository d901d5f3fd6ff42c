using AtRest.Hosting.Audits;
using AtRest.Hosting.Clocks;

namespace AtRest.Hosting.Work.Claims;

/// <summary>Resumes the messages of killed workers first, then audits without a worker, then those whose marks are lost.</summary>
internal sealed class ResumeWork(AbandonedWork abandoned, LostAudits lost, UnfinishedAudits unfinished, StoredAges ages, ClockWatch clock) : IResumeWork
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await lost.RunAsync(await abandoned.RunAsync(cancellationToken), cancellationToken);
            await unfinished.RunIfDueAsync(cancellationToken);
        }
        catch
        {
            unfinished.Expect();
            throw;
        }

        clock.Check(ages.StorageAhead);
        if (ages.HasFuture)
        {
            clock.NoteFuture("Work in progress");
        }
    }
}
