using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Work.Claims;

/// <summary>Resumes the messages of killed workers first, then audits without a worker.</summary>
internal sealed class ResumeWork(AbandonedWork abandoned, LostAudits lost) : IResumeWork
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var alive = await abandoned.RunAsync(cancellationToken);
        await lost.RunAsync(alive, cancellationToken);
    }
}
