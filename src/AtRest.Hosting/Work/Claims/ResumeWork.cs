using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Work.Claims;

/// <summary>First what killed workers had in hand, then audits that no worker has.</summary>
internal sealed class ResumeWork(AbandonedWork abandoned, LostAudits lost) : IResumeWork
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var alive = await abandoned.RunAsync(cancellationToken);
        await lost.RunAsync(alive, cancellationToken);
    }
}
