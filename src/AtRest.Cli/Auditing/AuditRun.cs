using System.Collections.Immutable;
using AtRest.Cli.Delivery;
using AtRest.Cli.Demo;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Auditing;

/// <summary>One run of <c>audit</c>: read, judge, write, show. The worst organization decides the exit code.</summary>
internal static class AuditRun
{
    public static async Task<int> RunAsync(AuditSettings settings, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddAtRestReports().BuildServiceProvider();
        await using (services)
        {
            var renderers = services.GetServices<IReportRenderer>().ToImmutableArray();
            var delivery = new ReportDelivery(settings, ReportFormats.Choose(renderers, settings.Formats));
            var previous = await PreviousReports.ReadAsync(settings.Previous, cancellationToken);
            var source = await OpenAsync(settings, environment, cancellationToken);
            await using (source)
            {
                if (settings.Evidence is null)
                {
                    // Found out before an audit that may take minutes; saved evidence has its own time.
                    previous.CheckNotAfter(environment.Time.GetUtcNow(), source.Organizations);
                }

                delivery.Prepare(source.Organizations);
                foreach (var note in previous.Notes(source.Organizations))
                {
                    await environment.Error.WriteLineAsync(note);
                }

                var evidence = previous.AddTo(await source.ReadAsync(cancellationToken));
                var reports = await JudgeAsync(evidence, delivery, cancellationToken);
                var screen = new ReportScreen(environment, renderers.First(renderer => renderer.Format == ReportFormats.JsonLine));
                await screen.ShowAsync(reports, settings, cancellationToken);
                await screen.TellFilesAsync(delivery, settings);
                return delivery.Errors.Count > 0 || screen.HasFailed ? ExitCode.UnexpectedFailure : ExitCode.Of(reports.Max(report => report.Verdict));
            }
        }
    }

    private static async Task<ImmutableArray<AuditReport>> JudgeAsync(ImmutableArray<AuditEvidence> evidence, ReportDelivery delivery, CancellationToken cancellationToken)
    {
        var auditor = new Auditor(RuleCatalog.All, new ToolInfo("AtRest", ProductVersion.Current));
        var reports = ImmutableArray.CreateBuilder<AuditReport>(evidence.Length);
        foreach (var entry in evidence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var report = auditor.Audit(entry);
            await delivery.WriteAsync(entry, report, cancellationToken);
            reports.Add(report);
        }

        return reports.ToImmutable();
    }

    private static async Task<IAuditSource> OpenAsync(AuditSettings settings, CliEnvironment environment, CancellationToken cancellationToken)
    {
        if (settings.Demo)
        {
            return await DemoFleet.OpenAsync(settings, environment, cancellationToken);
        }

        InventoryDocument? inventory = settings.Inventory is { } path
            ? await InventoryFile.ReadAsync(path, environment, cancellationToken)
            : null;
        return settings.Evidence is { } folder
            ? new SavedSource(await EvidenceFolder.ReadAsync(folder, cancellationToken), inventory, settings)
            : new LiveSource(inventory!, settings, environment, CloudAccess.Real(environment));
    }
}
